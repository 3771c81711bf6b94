import { textLength } from '@bunan/contracts';
import type { Board, Place } from './board.js';
import { takeFacts } from './facts.js';

/** Name of the text that has no heading. */
const BODY = '本文';

/** Greetings have their own choices; they are not written anew. */
const GREETING = /^(?:日頃|日ごろ|平素|時下|この度は、?.{0,40}ありがとうございます。$|.{0,12}の候)/;

/** です and ます at the end of a sentence. */
const POLITE = /(?:です|ます|ません|ください|でした|ました)。/;

/** Gathers prose that stands together until something else comes. */
export class ProseGatherer {
  private readonly places: Place[] = [];
  private readonly gathered: { readonly heading: string; readonly places: readonly Place[] }[] = [];
  private heading = '';

  constructor(private readonly board: Board) {}

  /** What stands above the prose that comes now. */
  begin(heading: string): void {
    this.end();
    this.heading = heading;
  }

  add(place: Place): void {
    const isGreeting = this.places.length === 0 && GREETING.test(place.words) && place.words.length <= 80;
    if (isGreeting) {
      this.board.addField({ label: '挨拶', type: 'text', toLlm: 'never', pii: 'none', place });
      return;
    }
    this.places.push(place);
  }

  /** What comes now belongs to something else. */
  end(): void {
    const places = this.places.splice(0);
    if (places.length > 0) {
      this.gathered.push({ heading: this.heading, places });
    }
  }

  /** Makes the sections, when all that has a label is known: the same value in the text is the same field. */
  finish(): void {
    this.end();
    for (const { heading, places } of this.gathered) {
      const text = places.map(({ words }) => words).join('\n');
      const fields = new Set(places.flatMap(({ words, block }) => takeFacts(words, block, this.board)));
      this.board.addSection(heading === '' ? BODY : heading, {
        style: POLITE.test(text) ? 'desu-masu' : 'dearu',
        found: [...places],
        characters: textLength(text),
        fields: [...fields],
      });
    }
  }
}
