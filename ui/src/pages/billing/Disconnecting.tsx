/** A disconnection that has not reached everybody yet. A state of the tenant, not of the window. */
import { Text, tokens } from "@fluentui/react-components";
import { formatTime } from "../../locale/locale";

export function Disconnecting({ endsAt }: { endsAt: string }) {
  return (
    <Text style={{ color: tokens.colorNeutralForeground3 }} data-kind="disconnecting" data-value={endsAt}>
      Disconnecting, at the latest by {formatTime(endsAt)}
    </Text>
  );
}
