/** Commands as React sees them: reads are cached queries, acts are mutations that refresh every screen. */
import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useActor } from "../app/actor";
import { type Answer, call, type ReadingCommand, type Request, type WritingCommand } from "./call";
import type { Problem } from "./problem";

interface ReadOptions {
  /** False while the request can't be made yet. */
  enabled?: boolean;
  /** Shows the answer before while the next page or search is fetched. */
  keepPrevious?: boolean;
}

/** A read as the cache knows it; the answer depends on who acts, so it is kept per person. */
export function readQuery<N extends ReadingCommand>(name: N, request: Request<N>, actorId: string | undefined) {
  return queryOptions<Answer<N>, Problem>({
    queryKey: [name, request, actorId],
    queryFn: () => call(name, request, actorId),
  });
}

export function useRead<N extends ReadingCommand>(name: N, request: Request<N>, options: ReadOptions = {}) {
  const { actorId } = useActor();
  return useQuery({
    ...readQuery(name, request, actorId),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious && { placeholderData: keepPreviousData }),
  });
}

/** What an act would do, without doing it. */
export function usePreview<N extends WritingCommand>(name: N, request: Request<N>, options: ReadOptions = {}) {
  const { actorId } = useActor();
  return useQuery<Answer<N>, Problem>({
    queryKey: [name, "preview", request, actorId],
    queryFn: () => call(name, { ...request, preview: true }, actorId),
    enabled: options.enabled ?? true,
  });
}

/** An act. It counts as under way until the screens show its effect. */
export function useAct<N extends WritingCommand>(name: N) {
  const { actorId } = useActor();
  const client = useQueryClient();
  return useMutation<Answer<N>, Problem, Request<N>>({
    mutationKey: [name],
    mutationFn: (request) => call(name, { ...request, commandId: crypto.randomUUID() }, actorId),
    onSuccess: () => client.invalidateQueries(),
  });
}

export type Act<N extends WritingCommand> = ReturnType<typeof useAct<N>>;
