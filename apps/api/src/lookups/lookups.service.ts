import { Injectable } from '@nestjs/common';
import { MAX_SUGGESTIONS, type DepartmentSuggestion, type PersonSuggestion } from '@bunan/contracts';
import { DataSource } from 'typeorm';

const KATAKANA = range('ァ', 'ヶ');
const HIRAGANA = range('ぁ', 'ゖ');

/** Every character from one to another. */
function range(first: string, last: string): string {
  const [from = 0, until = 0] = [first.codePointAt(0), last.codePointAt(0)];
  return String.fromCodePoint(...Array.from({ length: until - from + 1 }, (_, index) => from + index));
}

/** A name without what people type in one way or another: width, case, kind of kana, spaces. */
function even(sql: string): string {
  return `translate(regexp_replace(lower(normalize(${sql}, NFKC)), '\\s', '', 'g'), '${KATAKANA}', '${HIRAGANA}')`;
}

/** People and departments of the city by a part of their name; those whose name begins with it come first. */
@Injectable()
export class LookupsService {
  constructor(private readonly dataSource: DataSource) {}

  /** Active people; nobody who is not at work any more is suggested. */
  people(text: string): Promise<PersonSuggestion[]> {
    return this.dataSource.query(
      `SELECT p.name, d.name AS department
         FROM person p JOIN department d ON d.id = p.department_id, strpos(${even('p.name')}, ${even('$1::text')}) AS place
        WHERE p.disabled_at IS NULL AND place > 0 ORDER BY place > 1, p.name, d.name LIMIT ${String(MAX_SUGGESTIONS)}`,
      [text],
    );
  }

  departments(text: string): Promise<DepartmentSuggestion[]> {
    return this.dataSource.query(
      `SELECT d.name FROM department d, strpos(${even('d.name')}, ${even('$1::text')}) AS place
        WHERE place > 0 ORDER BY place > 1, d.name LIMIT ${String(MAX_SUGGESTIONS)}`,
      [text],
    );
  }
}
