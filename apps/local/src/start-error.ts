/** The start cannot go on; the message is the sentence that the person at the keyboard reads. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}
