import { z } from 'zod';
import type { PhotoRecord } from '@cofferdam/domain';
import { Problem } from '../http/problem';

/** The largest photo, bytes. */
export const MAX_PHOTO_BYTES = 1.5 * 1024 * 1024;
const MAX_BASE64 = Math.ceil(MAX_PHOTO_BYTES / 3) * 4;
/** A photo as base64 with the words around it. */
export const PHOTO_BODY_BYTES = MAX_BASE64 + 16 * 1024;

const MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
type MediaType = (typeof MEDIA_TYPES)[number];

export const PhotoBody = z.strictObject({
  mediaType: z.enum(MEDIA_TYPES),
  data: z.base64().min(16).describe('At most 1.5 MiB of photo'),
});

/** How a file of each type begins; a WebP also says so at its ninth byte. */
const BEGINS: Record<MediaType, (head: string) => boolean> = {
  'image/jpeg': (head) => head.startsWith('ffd8ff'),
  'image/png': (head) => head.startsWith('89504e470d0a1a0a'),
  'image/webp': (head) => head.startsWith('52494646') && head.slice(16) === '57454250',
};

export interface Photo {
  readonly record: PhotoRecord;
  readonly bytes: Buffer;
}

/** @throws Problem `bad-request` for bytes that are no image of their type, `too-large` for too many of them */
export function readPhoto({ mediaType, data }: z.output<typeof PhotoBody>): Photo {
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > MAX_PHOTO_BYTES) throw new Problem('too-large', `a photo has at most ${MAX_PHOTO_BYTES} bytes`);
  const head = bytes.subarray(0, 12).toString('hex');
  if (!BEGINS[mediaType](head))
    throw new Problem('bad-request', `body.photo.data: it does not begin like ${mediaType}`);
  return { record: { mediaType, bytes: bytes.length }, bytes };
}
