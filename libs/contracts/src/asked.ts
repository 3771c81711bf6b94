/** A number before a question: 1　, (1), 問1. */
const NUMBER = /^(?:問)?[（(]?[0-9０-９]{1,2}[)）]?[　 .．、]+/;

/** Behind the words of a question: nothing, or a colon and its answer. */
const REST = /^[　 ]*(?:[：:][　 ]*|$)/;

/** The question whose words begin a line. */
interface AskedAt {
  /** Place of the question in the list. */
  readonly question: number;
  /** As many characters of the line belong to the question. */
  readonly length: number;
}

/** Which of the questions a line of an answer repeats as its heading; null for any other line. */
export function askedAt(line: string, questions: readonly string[]): AskedAt | null {
  for (const skip of [0, NUMBER.exec(line)?.[0].length ?? 0]) {
    const text = line.slice(skip);
    for (const [question, words] of questions.entries()) {
      const rest = words !== '' && text.startsWith(words) ? REST.exec(text.slice(words.length)) : null;
      if (rest !== null) {
        return { question, length: skip + words.length + rest[0].length };
      }
    }
  }
  return null;
}
