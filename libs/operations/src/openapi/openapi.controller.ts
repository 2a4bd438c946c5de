import { Controller } from '@nestjs/common';
import { Answers } from '../http/route';
import { routes } from '../routes';
import { describe } from './openapi';
import { openApiDocument } from './openapi.routes';

@Controller()
export class OpenApiController {
  private readonly document = describe(routes);

  @Answers(openApiDocument)
  read(): unknown {
    return this.document;
  }
}
