"""The debtor's side (债务人一方): debtors, guarantors, owners of collateral, and the parties that control them."""

from dataclasses import dataclass
from functools import cached_property

from disposal.eligibility.facts.people import OrganKind
from disposal.eligibility.findings.case import Case
from disposal.eligibility.findings.finding import Path
from disposal.eligibility.ownership.control import Command
from disposal.eligibility.ownership.participation import Participation, walk
from disposal.eligibility.paths.control_words import joint_words, paths_of


@dataclass(frozen=True, slots=True)
class Controlling:
    """Control of a party of the debtor's side: of whom, how, and the paths down to it."""

    of: str
    command: Command
    paths: tuple[Path, ...]


@dataclass(frozen=True, eq=False)
class DebtorCircle:
    """The members of the debtor's side, their roles and descriptions, and the parties above them."""

    case: Case

    @cached_property
    def roles(self) -> dict[str, tuple[str, str]]:
        """Return the role of each debtor, guarantor and owner of collateral, in both languages."""
        project = self.case.facts.project
        rosters = (
            (project.debtors, "债务人", "debtor"),
            (project.guarantors, "担保人", "guarantor"),
            (project.collateral_owners, "抵押人、出质人", "owner of collateral"),
        )
        roles: dict[str, tuple[str, str]] = {}
        for roster, zh, en in rosters:
            for key in roster or ():
                before = roles.get(key)
                roles[key] = (f"{before[0]}、{zh}", f"{before[1]} and {en}") if before else (zh, en)
        return roles

    @cached_property
    def controlling(self) -> dict[str, Controlling]:
        """Return the parties that control the debtor's side, each with the nearest party of a role that it controls.

        State organs are left out: control by the same state does not make enterprises related (公司法第二百六十五条).
        """
        found = {}
        for key in sorted(self.case.control.controllers(self.roles) - self.roles.keys()):
            of = next(company for company in self.case.control.companies(key) if company in self.roles)
            command = self.case.control.command(key, of)
            if command and self.case.parties[key].organ is not OrganKind.state_organ:
                found[key] = Controlling(of, command, paths_of(self.case, command.chains))
        return found

    @cached_property
    def controlling_bidder(self) -> frozenset[str]:
        """Return all parties that control the bidder through any number of layers."""
        return self.case.control.controllers([self.case.bidder.key])

    def above(self, key: str) -> Participation:
        """Return all parties that participate in a member of the side."""
        if key not in self._above:
            self._above[key] = walk(self.case.graph, key)
        return self._above[key]

    @cached_property
    def _above(self) -> dict[str, Participation]:
        return {}

    def words(self, key: str) -> tuple[str, str]:
        """Return a description of the party: its role, or that it controls a party with a role."""
        name = self.case.name(key)
        if key in self.roles:
            return f"{name}为{self.roles[key][0]}", f"{name} is {self.roles[key][1]}"
        controlled = self.controlling[key]
        of, of_en = self.roles[controlled.of]
        votes, votes_en = joint_words(controlled.command)
        company = self.case.name(controlled.of)
        return f"{name}控制{of}{company}{votes}", f"{name} controls {company}, {of_en}{votes_en}"

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Return the keys of the whole side, controllers included, sorted."""
        return tuple(sorted({*self.roles, *self.controlling}))
