import { formatDate, formatDigits, formatTime, weekdayOf, type PrintPolicies } from '@bunan/wareki';

/** How figures and days are written in a report, by the city's rules. */
export class ReportWords {
  constructor(private readonly policies: PrintPolicies) {}

  /** 1,234; below nothing △1,234, as in a budget. */
  figure(amount: number): string {
    const digits = formatDigits(Math.abs(Math.round(amount)).toLocaleString('en-US'), this.policies.digits);
    return Math.round(amount) < 0 ? `△${digits}` : digits;
  }

  /** 12.3％ of a whole; ― of nothing. */
  share(part: number, whole: number): string {
    if (whole === 0) {
      return '―';
    }
    const percent = ((Math.abs(part) / whole) * 100).toFixed(1);
    const sign = part < 0 && percent !== '0.0' ? '△' : '';
    return `${sign}${formatDigits(percent, this.policies.digits)}％`;
  }

  /** 令和6年7月1日 */
  day(day: string): string {
    return formatDate(day, this.policies);
  }

  /** 7月1日: where the year is plain. */
  private dayOfYear(day: string): string {
    return formatDigits(`${String(Number(day.slice(5, 7)))}月${String(Number(day.slice(8, 10)))}日`, this.policies.digits);
  }

  /** 7月1日（月） */
  shortDay(day: string): string {
    return `${this.dayOfYear(day)}（${weekdayOf(day)}）`;
  }

  /** 7月1日午前9時30分, of `2024-07-01T09:30`, JST */
  moment(moment: string): string {
    return this.dayOfYear(moment) + formatTime(moment.slice(11, 16), this.policies);
  }

  /** 令和6年7月, of `2024-07`: by the era of its last days. */
  month(month: string): string {
    return formatDate(`${month}-28`, this.policies).replace(/月.*$/, '月');
  }

  /** 令和6年7月1日から同月31日まで, the second day as short as it can be. */
  days(from: string, until: string): string {
    if (from === until) {
      return this.day(from);
    }
    const isSameMonth = from.slice(0, 7) === until.slice(0, 7);
    const last = isSameMonth ? `同月${formatDigits(String(Number(until.slice(8))), this.policies.digits)}日` : this.day(until);
    return `${this.day(from)}から${last}まで`;
  }
}
