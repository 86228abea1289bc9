"""Completeness: find what is missing or inconsistent in a notice before it is published.

Each rule is a small pure function of a ``CheckedNotice``. To add a rule, write one function and add it to ``RULES``.
"""

from collections.abc import Callable, Iterator

from notices.completeness import (
    amendments,
    chronology,
    contacts,
    contents,
    dates,
    document_numbers,
    extensions,
    identities,
    limbs,
    media,
    names,
    notice_period,
    numbering,
    obligors,
    promise,
    security_kinds,
    texts,
    totals,
)
from notices.completeness.finding import CheckedNotice, CompletenessFacts, Report, Severity, Shortcoming
from notices.content.content import NoticeContent
from notices.kinds import kind_of
from notices.working_days.calendar import WorkingCalendar

__all__ = ["RULES", "CheckedNotice", "CompletenessFacts", "Report", "Severity", "Shortcoming", "check"]

RULES: tuple[Callable[[CheckedNotice], Iterator[Shortcoming]], ...] = (
    amendments.has_what_its_kind_needs,
    amendments.says_something_new,
    amendments.sold_as_announced,
    amendments.states_what_its_kind_may,
    amendments.changes_name_their_place,
    contents.names_assets,
    contents.states_amounts_and_modes,
    contents.states_record_date,
    contents.states_security,
    contents.states_terms,
    contents.other_mode_has_words,
    contents.other_status_has_words,
    contents.states_restrictions,
    contents.takes_objections,
    contacts.has_deal_contact,
    contacts.has_discipline_channel,
    contacts.keeps_channels_apart,
    contacts.phones_can_be_dialled,
    contacts.emails_can_be_written_to,
    totals.claim_totals_add_up,
    totals.package_totals_add_up,
    totals.package_counts_agree,
    totals.words_count_the_debtors,
    numbering.numbers_are_consecutive,
    names.each_name_is_of_one_party,
    names.buyers_stand_apart,
    names.heading_names_the_debtor,
    names.no_debtor_twice,
    names.litigation_names_a_party,
    obligors.state_organs_are_told,
    obligors.state_organ_taints_the_package,
    obligors.state_organs_are_checked,
    obligors.guarantor_is_not_the_debtor,
    obligors.duties_are_told,
    obligors.buyer_is_no_obligor,
    identities.no_code_under_two_names,
    identities.no_name_under_two_codes,
    identities.no_former_name_is_another_party,
    identities.no_number_under_two_names,
    identities.no_contract_twice,
    identities.chain_is_unbroken,
    identities.kind_fits_the_name,
    security_kinds.kind_fits_the_collateral,
    security_kinds.ceiling_fits_the_kind,
    security_kinds.land_has_a_place,
    security_kinds.no_security_twice,
    dates.record_dates_are_past,
    dates.litigation_is_past,
    dates.sale_leaves_room,
    dates.result_is_past,
    chronology.assignments_are_past,
    chronology.assignments_are_in_order,
    chronology.loan_comes_first,
    document_numbers.case_is_past,
    document_numbers.case_number_has_its_form,
    document_numbers.case_code_fits_the_court,
    document_numbers.days_agree_with_numbers,
    document_numbers.status_is_not_before_its_case,
    chronology.parties_exist_before_they_act,
    chronology.days_are_no_defaults,
    promise.window_is_computable,
    promise.window_end_is_recounted,
    promise.window_begins_in_time,
    promise.window_wording_agrees,
    promise.no_text_promises_another_period,
    extensions.extension_keeps_its_rule,
    notice_period.issuer_says_what_it_is,
    extensions.tender_waits_for_three,
    notice_period.window_reaches_floor,
    notice_period.review_keeps_floor,
    notice_period.supervisory_days_are_told,
    notice_period.supervisory_demands_are_met,
    media.medium_fits_tier,
    media.papers_fit_asset,
    media.no_placement_twice,
    media.placements_fit_date,
    limbs.limbs_stand_in_verbatim,
    limbs.verbatim_is_coded,
    limbs.scope_is_printed,
    limbs.sources_are_confirmed,
    limbs.limbs_of_the_notice_alone,
    texts.characters_have_glyphs,
    texts.no_text_is_left_open,
    texts.no_text_holds_a_resident_id,
    texts.numbers_are_of_no_person,
    texts.no_text_holds_personal_data,
    obligors.name_stands_alone,
    obligors.names_have_a_basis,
    obligors.what_is_left_out_is_told,
)
"""All rules. Findings of equal severity are shown in this order."""


def check(content: NoticeContent, *, calendar: WorkingCalendar, facts: CompletenessFacts | None = None) -> Report:
    """Check the content against all rules. The same input gives the same report.

    Raises:
        UnknownKind: the content's kind is unknown.
        InvalidBookValue: the given book value is not a valid amount.
    """
    subject = CheckedNotice(content, kind_of(content.kind), calendar, facts or CompletenessFacts())
    return Report(()).including(finding for rule in RULES for finding in rule(subject))
