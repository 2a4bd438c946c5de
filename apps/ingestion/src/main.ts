import { run } from '@cofferdam/process';
import { AppModule } from './app.module';

void run(AppModule);
