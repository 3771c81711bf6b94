import { Injectable } from '@nestjs/common';
import type { DepartmentView } from '@bunan/contracts';
import { DataSource } from 'typeorm';

/** The departments of the city. */
@Injectable()
export class DepartmentsService {
  constructor(private readonly dataSource: DataSource) {}

  list(): Promise<DepartmentView[]> {
    return this.dataSource.query('SELECT id, name FROM department ORDER BY name');
  }
}
