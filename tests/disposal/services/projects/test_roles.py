"""Roles in a project: nobody beside somebody is refused, with a remedy that can be taken."""

from typing import Any

import pytest
from sqlmodel import Session

from disposal.errors import RecordRefused
from disposal.models.projects.role import ProjectRole, ProjectRoleCreate, RoleKind
from disposal.services.parties.relations import remove_role, roles_of, state_role
from disposal.services.records.validation import read
from tests.support.screening import case_of_2022, party_named


def test_nobody_in_a_role_gives_way_to_somebody_once_it_is_removed(session: Session) -> None:
    project = case_of_2022(session)
    values: dict[str, Any] = {"project_id": project.id, "role": RoleKind.judicial_handler, "source": "测试档案"}
    somebody = read(ProjectRoleCreate, values | {"party_id": party_named(session, "测试经办人")})
    with pytest.raises(RecordRefused, match="remove one of the two first"):
        state_role(session, somebody)
    (nobody,) = (each for each in roles_of(session, project.id) if each.role is RoleKind.judicial_handler)
    remove_role(session, nobody.id, reason="更正：确有承办人")
    state_role(session, somebody)
    assert session.get(ProjectRole, nobody.id) is None
