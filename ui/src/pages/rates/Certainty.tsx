/** How sure a figure is, in words: nothing where Microsoft states it. */
import { Badge } from "@fluentui/react-components";
import { Tag } from "../../components/Tag";
import type { RateOverrideView } from "../../generated/RateOverrideView";
import { formatInstant } from "../../locale/locale";

export function Certainty({ of }: { of: string }) {
  if (of === "stated") {
    return null;
  }
  return of === "assumption" ? <Tag kind="assumption" /> : <span>({of})</span>;
}

/** Stands where a workbook has a value of its own. */
export function Overridden({ own }: { own: RateOverrideView }) {
  return (
    <Badge
      appearance="tint"
      color="informative"
      shape="rounded"
      title={`${own.basis}; set by ${own.by}, ${formatInstant(own.at)}`}
      data-kind="overridden"
    >
      Overridden here
    </Badge>
  );
}
