/** The services that a policy is connected to, and until when the ones that are being disconnected still run. */
import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { PolicyConnection } from "../../generated/PolicyConnection";
import { Disconnecting } from "./Disconnecting";

const useStyles = makeStyles({ list: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXXS } });

export function ConnectedServices({ connections }: { connections: PolicyConnection[] }) {
  const styles = useStyles();
  return (
    <span className={styles.list}>
      {connections.map(({ service, label, endsAt }) => (
        <span key={service}>
          <Text>{label}</Text>
          {endsAt && (
            <>
              {" "}
              <Disconnecting endsAt={endsAt} />
            </>
          )}
        </span>
      ))}
    </span>
  );
}
