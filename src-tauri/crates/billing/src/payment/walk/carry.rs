//! What was paid, read from the state that a run starts from and written into the one that it ends with.

use super::Walk;

impl Walk<'_> {
    pub(super) fn read_balances(&mut self) {
        let balances = &self.balances;
        for (account, id) in self.accounts.iter_mut().zip(&self.payments.environments) {
            account.used = balances.allocation.get(id).copied().unwrap_or(0);
            account.over = balances.over.get(id).copied().unwrap_or(0);
        }
        if let Some(elsewhere) = self.accounts.last_mut() {
            elsewhere.over = balances.over_elsewhere;
        }
        for (used, (environment, name)) in self.agents.iter_mut().zip(&self.payments.limited) {
            let known = balances.agents.get(environment).and_then(|agents| agents.get(name));
            *used = known.copied().unwrap_or(0);
        }
        self.pool = balances.pool;
        self.prepaid = balances.pool + balances.allocation.values().sum::<i64>();
        self.over = balances.over_elsewhere + balances.over.values().sum::<i64>();
    }

    pub(super) fn write_balances(&mut self) {
        let balances = &mut self.balances;
        for (account, id) in self.accounts.iter().zip(&self.payments.environments) {
            if account.used > 0 {
                balances.allocation.insert(*id, account.used);
            }
            if account.over > 0 {
                balances.over.insert(*id, account.over);
            }
        }
        balances.over_elsewhere = self.accounts.last().map_or(0, |account| account.over);
        balances.pool = self.pool;
        for (used, (environment, name)) in self.agents.iter().zip(&self.payments.limited) {
            if *used > 0 {
                balances
                    .agents
                    .entry(*environment)
                    .or_default()
                    .insert(name.clone(), *used);
            }
        }
        self.write_purchases();
    }

    pub(super) fn write_purchases(&mut self) {
        for bought in &self.bought {
            if let Some(term) = bought.term.filter(|_| bought.used > 0) {
                self.balances.purchases.insert(bought.purchase, (term, bought.used));
            }
        }
    }
}
