/** Who is acting: everybody with an administrator role can be chosen. */
import { Button, makeStyles } from "@fluentui/react-components";
import { PersonRegular } from "@fluentui/react-icons";
import { useActor } from "../../app/actor";
import type { TenantView } from "../../generated/TenantView";
import { testId } from "../../testIds";
import { menuOnDemand } from "../menuOnDemand";

const ActorMenu = menuOnDemand(async () => (await import("./ActorMenu")).ActorMenu);

const useStyles = makeStyles({
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", maxWidth: "24ch" },
});

export function ActorSwitcher({ tenant }: { tenant: TenantView }) {
  const styles = useStyles();
  const { actorId } = useActor();
  const acting =
    tenant.actors.find(({ id, userPrincipalName }) => id === actorId || userPrincipalName === actorId) ??
    tenant.defaultActor;
  return (
    <ActorMenu
      actors={tenant.actors}
      actingId={acting.id}
      button={
        <Button
          appearance="subtle"
          icon={<PersonRegular />}
          aria-label={`Acting as ${acting.displayName}`}
          data-actor={acting.id}
          data-testid={testId("actor-switch")}
        >
          <span className={styles.name}>{acting.displayName}</span>
        </Button>
      }
    />
  );
}
