import type { FieldProposal } from '@bunan/contracts';
import type { Board, Place } from './board.js';

/** Lines that follow one another in one form become rows of one field. */
interface Form {
  readonly label: string;
  /** A line begins so; the groups are the cells of the columns, in their order. */
  readonly line: RegExp;
  readonly columns: NonNullable<FieldProposal['columns']>;
}

const text = (id: string, label: string) => ({ id, label, type: 'text' }) as const;
const long = (id: string, label: string) => ({ id, label, type: 'longtext' }) as const;

const FORMS: readonly Form[] = [
  {
    label: '質問と回答',
    line: /^(?:問|質問|答|回答|Ｑ|Ａ|Q|A)[\s　]*[\d０-９]*[\s　.．:：]+\S/,
    columns: [long('question', '質問'), long('answer', '回答')],
  },
  { label: '発言', line: /^[○◯〇●◎][^\s　:：]{1,12}[\s　:：]+\S/, columns: [text('speaker', '発言者'), long('statement', '発言')] },
];

/** Lines of a form before they are a pattern. */
const ENOUGH = 2;

/** Gathers lines of one form until another one comes. */
export class PatternGatherer {
  private form: Form | null = null;
  private places: Place[] = [];

  constructor(private readonly board: Board) {}

  /** @returns whether the line is one of a form */
  take(place: Place): boolean {
    const form = FORMS.find(({ line }) => line.test(place.words)) ?? null;
    if (form !== this.form) {
      this.end();
    }
    this.form = form;
    if (form !== null) {
      this.places.push(place);
    }
    return form !== null;
  }

  end(): void {
    const places = this.places.splice(0);
    const [first] = places;
    if (this.form !== null && first !== undefined && places.length >= ENOUGH) {
      const { label, columns } = this.form;
      const words = places.map((each) => each.words).join('\n');
      this.board.addField({ label, type: 'rows', toLlm: 'raw', pii: 'mask', columns, place: { block: first.block, words } });
    }
    this.form = null;
  }
}
