import { describe, expect, it } from "vitest";
import { answer, calls } from "../testing/shell";
import { call, chooseFile } from "./call";
import { callsInFlight } from "./inFlight";
import { Problem } from "./problem";

async function rejectionOf(thrown: unknown): Promise<unknown> {
  answer({
    clock_get: () => {
      throw thrown;
    },
  });
  return call("clock_get", {}, undefined).catch((rejection) => rejection);
}

describe("a call", () => {
  it("sends one request object and who acts", async () => {
    answer({ clock_get: () => ({ now: "2026-11-17T10:00:00Z" }) });
    await expect(call("clock_get", {}, "ada")).resolves.toEqual({ now: "2026-11-17T10:00:00Z" });
    expect(calls).toEqual([{ name: "clock_get", request: {}, actor: "ada" }]);
  });

  it("counts as under way until it is settled, also when it fails", async () => {
    const going = rejectionOf("broken");
    expect(callsInFlight()).toBe(1);
    await going;
    expect(callsInFlight()).toBe(0);
  });

  it("gives a refusal with its code and field", async () => {
    const problem = await rejectionOf({ code: "conflict", message: "Taken.", field: "name" });
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ code: "conflict", message: "Taken.", field: "name", isRefusal: true });
  });

  it("takes the shell's plain string as a failure", async () => {
    const problem = await rejectionOf("invalid args `request` for command `clock_get`");
    expect(problem).toMatchObject({ code: "bad_request", isRefusal: false, field: undefined });
  });

  it("takes anything else that was thrown as a failure", async () => {
    expect(await rejectionOf(new Error("no bridge"))).toMatchObject({ code: "internal", message: "no bridge" });
    expect(await rejectionOf(undefined)).toMatchObject({ code: "internal", isRefusal: false });
  });

  it("hands on that the person chose no file", async () => {
    answer({ file_choose: () => null });
    await expect(chooseFile()).resolves.toBeNull();
  });
});
