/** What a command says when it does not do what it was asked: a refusal ("not now, because …") or a failure. */
import type { ApiError } from "../generated/ApiError";
import type { ArticleKey } from "../generated/ArticleKey";
import type { ErrorCode } from "../generated/ErrorCode";

const FAILURES: readonly ErrorCode[] = ["io", "damaged", "internal", "bad_request", "unknown_command"];

export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: ErrorCode;
  readonly field: string | undefined;
  /** The public article that says why. */
  readonly article: ArticleKey | undefined;

  constructor(error: ApiError) {
    super(error.message);
    this.code = error.code;
    this.field = error.field ?? undefined;
    this.article = error.article ?? undefined;
  }

  /** A refusal is an answer about the set-up; a failure means that the program or the machine broke. */
  get isRefusal(): boolean {
    return !FAILURES.includes(this.code);
  }
}

/** Takes every shape that a rejected call comes in: our own error, the shell's plain string, or anything thrown. */
export function toProblem(rejection: unknown): Problem {
  if (rejection instanceof Problem) {
    return rejection;
  }
  if (isApiError(rejection)) {
    return new Problem(rejection);
  }
  if (typeof rejection === "string") {
    return new Problem({ code: "bad_request", message: rejection });
  }
  return new Problem({ code: "internal", message: rejection instanceof Error ? rejection.message : String(rejection) });
}

function isApiError(value: unknown): value is ApiError {
  return typeof value === "object" && value !== null && "code" in value && "message" in value;
}
