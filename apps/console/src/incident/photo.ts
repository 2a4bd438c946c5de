import type { Photo } from '../incidents/acts';

/** What the service takes of a photo, bytes. */
export const PHOTO_BYTES = 1.5 * 1024 * 1024;
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp'];
/** The longer side of a photo that was made smaller, px; it is tried from left to right. */
const SIDES = [2048, 1600, 1024];
const QUALITY = 0.82;

export type ReadPhoto =
  | { readonly is: 'ready'; readonly photo: Photo }
  | { readonly is: 'too-large'; readonly bytes: number }
  | { readonly is: 'unreadable' };

/** A photo as the service takes it: what a phone's camera gives is made smaller first. */
export async function readPhoto(file: File): Promise<ReadPhoto> {
  try {
    if (PHOTO_TYPES.includes(file.type) && file.size <= PHOTO_BYTES) return ready(file);
    const picture = await createImageBitmap(file);
    for (const side of SIDES) {
      const smaller = await drawn(picture, side);
      if (smaller !== null && smaller.size <= PHOTO_BYTES) return await ready(smaller);
    }
    return { is: 'too-large', bytes: file.size };
  } catch {
    return { is: 'unreadable' };
  }
}

function drawn(picture: ImageBitmap, side: number): Promise<Blob | null> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}

async function ready(blob: Blob): Promise<ReadPhoto> {
  const url = await dataUrl(blob);
  return { is: 'ready', photo: { mediaType: blob.type, data: url.slice(url.indexOf(',') + 1) } };
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(new Error('unreadable'));
    reader.readAsDataURL(blob);
  });
}

export const urlOf = ({ mediaType, data }: Photo): string => `data:${mediaType};base64,${data}`;
