/** Who acts in this window. Belongs to the window, not to the workbook; each act records it. */
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

interface Actor {
  /** Undefined means: whoever acts where nobody is named. */
  actorId: string | undefined;
  actAs(id: string): void;
}

const ActorContext = createContext<Actor>({ actorId: undefined, actAs: () => {} });

export function ActorProvider({ initial, children }: { initial: string | undefined; children: ReactNode }) {
  const [actorId, actAs] = useState(initial);
  const value = useMemo(() => ({ actorId, actAs }), [actorId]);
  return <ActorContext value={value}>{children}</ActorContext>;
}

export function useActor(): Actor {
  return useContext(ActorContext);
}
