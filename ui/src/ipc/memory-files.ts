/** Files and photos of entries, in memory: what is kept, how it looks, and what its metadata says. */

import { drawn, HEIGHT, WIDTH } from './memory-picture';
import type { Attachment, FileView, MetadataField, PhotoView, Picture, Stroke } from './shell';
import type { RawItem } from './memory-findings';
import type { Shell, ShellEvent } from './shell';

export interface MemoryFile extends Attachment {
  entry: string;
  /** Which of the drawn scenes it shows. */
  seed: number;
  metadata: MetadataField[];
}

/** What the files may ask of the rest of the memory shell. */
export interface MemoryFilesHost {
  /** Fails when there is no such entry. */
  entry(id: string): unknown;
  writable(): void;
  nextId(): string;
  now(): string;
  emit(event: ShellEvent): void;
  startWork(): void;
  /** One step of long work; false when it was stopped. */
  step(): Promise<boolean>;
  fail(code: string, detail?: Record<string, string>): never;
}

export type FileCalls = Pick<
  Shell,
  'listAttachments' | 'attachFiles' | 'detachFile' | 'readPicture' | 'chooseFiles'
>;

export interface MemoryFiles {
  calls: FileCalls;
  /** Puts a file at an entry, as if it had always been there. */
  add(entry: string, name: string): MemoryFile;
  itemsOf(entry: string): RawItem[];
  photo(attachment: string, strokes: Stroke[]): PhotoView | null;
  file(attachment: string): FileView | null;
  named(attachment: string): string;
  picture(attachment: string, edge: number, strokes: readonly Stroke[]): Picture;
}

const PICTURES = /\.(?:jpe?g|png|webp|gif)$/i;

const HIDES: readonly [RegExp, FileView['hides']][] = [
  [/\.(?:docx?|xlsx?|pptx?|odt|ods|odp|rtf)$/i, 'office'],
  [/\.pdf$/i, 'pdf'],
  [/\.(?:zip|7z|rar|tar|gz)$/i, 'archive'],
  [/\.(?:mp3|m4a|ogg|wav|mp4|mov|webm)$/i, 'media'],
  [/\.(?:txt|md|csv)$/i, 'text'],
];

const METADATA: MetadataField[] = [
  { group: 'Exif', name: 'Make', value: 'Fairphone' },
  { group: 'Exif', name: 'Model', value: 'FP4' },
  { group: 'Exif', name: 'DateTimeOriginal', value: '2026:08:12 17:44:03' },
  { group: 'Exif', name: 'Thumbnail', value: '160 × 107, 9,214 bytes' },
  { group: 'GPS', name: 'Latitude', value: '37.12652 N' },
  { group: 'GPS', name: 'Longitude', value: '7.64877 W' },
  { group: 'XMP', name: 'CreatorTool', value: 'Shotwell 0.32.6' },
  { group: 'XMP', name: 'Subject', value: 'Grandmother, Tomás' },
  { group: 'ICC', name: 'Description', value: 'Display P3' },
];

export function memoryFiles(host: MemoryFilesHost): MemoryFiles {
  const files = new Map<string, MemoryFile>();
  const of = (entry: string) => [...files.values()].filter((file) => file.entry === entry);
  const found = (id: string) => files.get(id) ?? host.fail('attachment-not-found');
  const shown = ({ id, name, bytes, added, picture }: MemoryFile): Attachment => ({
    id,
    name,
    bytes,
    added,
    picture,
  });

  function add(entry: string, name: string): MemoryFile {
    const picture = PICTURES.test(name);
    const file: MemoryFile = {
      id: host.nextId(),
      entry,
      name,
      bytes: 48_000 + name.length * 61_803,
      added: host.now(),
      picture,
      seed: files.size,
      metadata: picture && !name.endsWith('.gif') ? METADATA : [],
    };
    files.set(file.id, file);
    return file;
  }

  const calls: FileCalls = {
    listAttachments: async (entry) => {
      host.entry(entry);
      return of(entry).map(shown);
    },
    attachFiles: async (entry, paths) => {
      host.writable();
      host.entry(entry);
      host.startWork();
      for (const [done, path] of paths.entries()) {
        host.emit({ kind: 'progress', progress: { task: 'attach', done, total: paths.length } });
        if (!(await host.step())) return of(entry).map(shown);
        const name = path.split(/[/\\]/).at(-1) ?? path;
        if (name.includes('missing')) host.fail('unreadable', { name });
        add(entry, name);
      }
      return of(entry).map(shown);
    },
    detachFile: async (id) => {
      host.writable();
      files.delete(found(id).id);
    },
    readPicture: async (id, edge) => drawn(found(id).seed, edge),
    chooseFiles: async () => ['/home/you/Pictures/harbour.jpg', '/home/you/Documents/minutes.pdf'],
  };

  return {
    calls,
    add,
    itemsOf: (entry) =>
      of(entry).flatMap(({ id, name, picture }): RawItem[] => {
        const item = (kind: RawItem['kind'], text: string): RawItem => ({
          id: `${kind}-${id}`,
          kind,
          block: null,
          text,
          attachment: id,
        });
        // One that cannot be drawn anew can only be left out, so nothing else is asked about it.
        if (name.includes('broken')) return [item('photo', name)];
        return picture
          ? [item('photo', name), item('file-name', name), item('alt-text', '')]
          : [item('file', name), item('file-name', name)];
      }),
    photo: (id, strokes) => {
      const { name, bytes, metadata } = found(id);
      return {
        attachment: id,
        format: name.split('.').at(-1)?.toLowerCase().replace('jpg', 'jpeg') ?? '',
        width: name.includes('broken') ? 0 : WIDTH,
        height: name.includes('broken') ? 0 : HEIGHT,
        bytes,
        metadata,
        strokes,
        problem: name.includes('broken') ? { code: 'photo-damaged', detail: {} } : null,
      };
    },
    file: (id) => {
      const { name, bytes } = found(id);
      const hides = HIDES.find(([pattern]) => pattern.test(name))?.[1] ?? 'unknown';
      return { attachment: id, bytes, hides };
    },
    named: (id) => found(id).name,
    picture: (id, edge, strokes) => drawn(found(id).seed, edge, strokes),
  };
}
