import { BadRequestException } from '@nestjs/common';
import { DomainError, errorTable } from '@bunan/contracts';
import { asDomainError, problemOf } from './domain-error.filter.js';

const withCode = (code: string) => Object.assign(new Error('of the driver'), { code });
const withStatus = (statusCode: number) => Object.assign(new Error('of the server'), { statusCode });

describe('asDomainError', () => {
  it('leaves a failure that we know as it is', () => {
    const failure = new DomainError('not-found', 'gone');
    expect(asDomainError(failure)).toBe(failure);
  });

  it.each(['ECONNREFUSED', '57P01', '57P03', '53300'])('takes %s for a database that is away', (code) => {
    expect(asDomainError(withCode(code)).code).toBe('service.unavailable');
  });

  it.each([
    [new BadRequestException(), 'request.malformed'],
    [withStatus(413), 'request.too-large'],
    [withStatus(415), 'request.not-supported'],
    [withStatus(418), 'request.malformed'],
    [withStatus(500), 'unexpected'],
    [withCode('23505'), 'unexpected'],
    [new TypeError('a bug'), 'unexpected'],
    ['thrown text', 'unexpected'],
    [null, 'unexpected'],
  ])('takes %p for what it is', (error, code) => {
    expect(asDomainError(error)).toMatchObject({ code, cause: error });
  });
});

describe('problemOf', () => {
  it('tells status, code, title and errors, and nothing of the cause', () => {
    const errors = [{ path: 'subject', code: 'required', message: '件名を入力してください。' }];
    const failure = new DomainError('answers.invalid', 'internal words', {}, { errors, cause: new Error('secret') });
    expect(problemOf(failure)).toEqual({
      type: 'about:blank',
      status: 422,
      code: 'answers.invalid',
      title: errorTable['answers.invalid'].title,
      errors,
    });
  });

  it('adds details where there are any', () => {
    expect(problemOf(new DomainError('draft.conflict', '', { revision: 3 })).details).toEqual({ revision: 3 });
  });
});
