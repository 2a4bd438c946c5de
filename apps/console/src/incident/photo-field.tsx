import { type ChangeEvent, useId, useState } from 'react';
import type { Photo } from '../incidents/acts';
import { useWords } from '../page/preferences';
import { PHOTO_BYTES, PHOTO_TYPES, type ReadPhoto, readPhoto, urlOf } from './photo';

const MEBIBYTE = 1024 * 1024;
const mebibytes = (bytes: number): string => (bytes / MEBIBYTE).toFixed(1);

interface PhotoFieldProps {
  readonly photo: Photo | null;
  readonly onPhoto: (photo: Photo | null) => void;
}

/** A photo to be sent with evidence, shown as it will be sent. */
export function PhotoField({ photo, onPhoto }: PhotoFieldProps) {
  const { incident: text } = useWords();
  const id = useId();
  const [trouble, setTrouble] = useState<ReadPhoto | null>(null);
  const take = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0];
    if (file === undefined) return;
    void readPhoto(file).then((read) => {
      setTrouble(read.is === 'ready' ? null : read);
      onPhoto(read.is === 'ready' ? read.photo : null);
    });
  };
  return (
    <div className="field">
      <label htmlFor={id}>{text.field.photo}</label>
      <input id={id} type="file" accept={PHOTO_TYPES.join(',')} aria-describedby={`${id}-limit`} onChange={take} />
      <small id={`${id}-limit`}>{text.photoLimit(mebibytes(PHOTO_BYTES))}</small>
      {trouble !== null && (
        <p className="problem" role="status">
          {trouble.is === 'too-large' ? text.photoTooLarge(mebibytes(trouble.bytes)) : text.photoUnreadable}
        </p>
      )}
      {photo !== null && (
        <div className="photo-preview">
          <img src={urlOf(photo)} alt={text.photoPreview} />
          <button type="button" className="quiet" onClick={() => onPhoto(null)}>
            {text.photoRemove}
          </button>
        </div>
      )}
    </div>
  );
}
