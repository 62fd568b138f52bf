/** Words, not colours, for what the real admin centers don't have and for what isn't publicly known. */
import { Badge } from "@fluentui/react-components";

const MEANINGS = {
  onlyHere: { word: "Only in Meterdesk", explains: "The real admin centers don't have this." },
  assumption: { word: "Assumption", explains: "Not publicly known; Meterdesk assumes it." },
} as const;

export function Tag({ kind }: { kind: keyof typeof MEANINGS }) {
  const { word, explains } = MEANINGS[kind];
  return (
    <Badge appearance="outline" color="informative" shape="rounded" title={explains} data-kind={kind}>
      {word}
    </Badge>
  );
}
