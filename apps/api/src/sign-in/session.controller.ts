import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { signInSchema, type SessionView, type SignIn } from '@bunan/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentActor, Public, Roles, type Actor } from '../http/access.js';
import { SignInService } from './sign-in.service.js';

@Controller('api/session')
export class SessionController {
  constructor(private readonly signIn: SignInService) {}

  /** Signs in; the answer sets the cookie and holds the token that changes must carry. */
  @Post()
  @Public()
  @HttpCode(200)
  open(
    @Body({ schema: signInSchema }) input: SignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    return this.signIn.signIn(input, request, reply);
  }

  @Get()
  @Roles('staff', 'head', 'curator', 'approver', 'admin', 'auditor')
  read(@CurrentActor() actor: Actor): SessionView {
    return this.signIn.view(actor);
  }

  @Delete()
  @Roles('staff', 'head', 'curator', 'approver', 'admin', 'auditor')
  @HttpCode(204)
  close(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    return this.signIn.signOut(actor, request, reply);
  }
}
