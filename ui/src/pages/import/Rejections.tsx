/** Rows of a file that could not be taken, as far as the program shows them at once. */
import { Subtitle2, Text } from "@fluentui/react-components";
import type { RejectionView } from "../../generated/RejectionView";
import { formatCount } from "../../locale/locale";
import { testId } from "../../testIds";
import { RejectionTable } from "./RejectionTable";

interface RejectionsProps {
  rejections: RejectionView[];
  /** How many there are; the list may show only the first. */
  total: number;
}

export function Rejections({ rejections, total }: RejectionsProps) {
  if (total === 0) {
    return null;
  }
  return (
    <section aria-label="Rejected rows" data-testid={testId("import-rejections")}>
      <Subtitle2 as="h3">Rejected rows</Subtitle2>
      {rejections.length < total && (
        <Text block>
          The first {formatCount(rejections.length)} of {formatCount(total)}.
        </Text>
      )}
      <RejectionTable rejections={rejections} place="card" />
    </section>
  );
}
