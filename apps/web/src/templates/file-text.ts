import { filesAnswer, type AttachedFile } from '@bunan/contracts';

/** Files as they stand in a control: one a line, which no name can break. */
export function filesText(files: readonly AttachedFile[]): string {
  return files.map(({ id, name, bytes }) => `${id} ${String(bytes)} ${name}`).join('\n');
}

/** The files of `filesText`. */
export function filesOf(text: string): readonly AttachedFile[] {
  return filesAnswer(
    text.split('\n').map((line) => {
      const [id = '', bytes = '', ...name] = line.split(' ');
      return { id, bytes, name: name.join(' ') };
    }),
  );
}
