/** Who is acting: everybody with an administrator role can be chosen. */
import {
  Button,
  Menu,
  MenuGroup,
  MenuGroupHeader,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { PersonRegular } from "@fluentui/react-icons";
import { useActor } from "../../app/actor";
import type { TenantView } from "../../generated/TenantView";
import { formatList } from "../../locale/locale";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  popover: { maxWidth: "min(420px, 95vw)", maxHeight: "80vh", overflowY: "auto" },
  roles: { display: "block", color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", maxWidth: "24ch" },
});

export function ActorSwitcher({ tenant }: { tenant: TenantView }) {
  const styles = useStyles();
  const { actorId, actAs } = useActor();
  const acting =
    tenant.actors.find(({ id, userPrincipalName }) => id === actorId || userPrincipalName === actorId) ??
    tenant.defaultActor;
  return (
    <Menu
      checkedValues={{ actor: [acting.id] }}
      onCheckedValueChange={(_, { checkedItems }) => checkedItems[0] && actAs(checkedItems[0])}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<PersonRegular />}
          aria-label={`Acting as ${acting.displayName}`}
          data-actor={acting.id}
          data-testid={testId("actor-switch")}
        >
          <span className={styles.name}>{acting.displayName}</span>
        </Button>
      </MenuTrigger>
      <MenuPopover className={styles.popover}>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>Act as</MenuGroupHeader>
            {tenant.actors.map((actor) => (
              <MenuItemRadio
                key={actor.id}
                name="actor"
                value={actor.id}
                data-testid={testId("actor-<id>", { id: actor.id })}
              >
                {actor.displayName}
                <span className={styles.roles}>{formatList(actor.roles)}</span>
                <span className={styles.roles}>{actor.azureRights}</span>
              </MenuItemRadio>
            ))}
          </MenuGroup>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
