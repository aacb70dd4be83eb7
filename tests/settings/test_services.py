"""The service an agency chose stands for "Layanan Publik Sektor n" in everything that is asked and shown."""

from __future__ import annotations

from spbe_checklist.catalogue.load import load_catalogue
from spbe_checklist.settings.models import Service, UnitDuty, Workspace
from spbe_checklist.settings.services import with_chosen_services
from spbe_checklist.verdict.owners import document_of, owner_of

CATALOGUE = load_catalogue()
SERVICE = Service(name="Layanan perizinan nelayan", apps=("e-Nelayan",))


def test_a_chosen_service_replaces_the_sector_everywhere_but_in_the_official_name() -> None:
    named = with_chosen_services(CATALOGUE, Workspace(services={47: SERVICE}))
    indicator = named.by_no[47]
    assert indicator.topic == "Layanan perizinan nelayan (e-Nelayan)"
    assert indicator.name == CATALOGUE.by_no[47].name
    told = [text for item in indicator.evidence for text in (item.label, item.ask, item.why, *item.inside)]
    assert not [text for text in told if "Layanan Publik Sektor" in text]
    assert any("e-Nelayan" in text for text in told)
    assert named.by_no[46].topic == "Layanan publik pilihan ke-2", "nobody chose it yet"
    assert named.by_no[44] == CATALOGUE.by_no[44]
    assert [item.id for item in indicator.evidence] == [item.id for item in CATALOGUE.by_no[47].evidence]


def test_more_application_names_for_a_fixed_service_rename_nothing() -> None:
    assert with_chosen_services(CATALOGUE, Workspace(services={44: SERVICE})).by_no[44] == CATALOGUE.by_no[44]


def workspace(**more: object) -> Workspace:
    units = (
        UnitDuty(indicators=(9,), units=("Inspektorat Daerah", "Bagian Hukum")),
        UnitDuty(indicators=(12,), units=("Bappeda", "Diskominfo")),
        UnitDuty(indicators=(22, 30, 31), units=("Diskominfo",)),
    )
    return Workspace.model_validate({"units": units, **more})


def owner(settings: Workspace, id_: str) -> str:
    return owner_of(CATALOGUE, settings, *CATALOGUE.by_evidence[id_])


def test_documents_are_asked_of_the_unit_whose_task_they_are() -> None:
    settings = workspace()
    assert owner(settings, "I22.L2.rencana") == "Bappeda", "the roadmap is the task of the unit behind its indicator"
    assert owner(settings, "I30.L3.internal") == "Inspektorat Daerah", "audits are"
    assert owner(settings, "I22.L3.penerapan") == "Diskominfo"
    assert owner(settings, "I14.L3.lengkap") == ""


def test_settings_name_owners_by_kind_or_role_and_an_arrangement_for_the_item_goes_first() -> None:
    settings = workspace(
        owners={"koordinator": "Sekretariat Daerah", "laporan_audit": "BRIDA"},
        duties=({"evidence": "I31.L3.internal", "units": ("SPI", "Diskominfo")},),
    )
    assert owner(settings, "I22.L2.rencana") == "Sekretariat Daerah"
    assert owner(settings, "I30.L3.internal") == "BRIDA"
    assert owner(settings, "I31.L3.internal") == "SPI"


def test_items_of_one_document_share_its_name() -> None:
    def name(id_: str) -> str:
        return document_of(CATALOGUE, *CATALOGUE.by_evidence[id_])

    assert name("I12.L3.lengkap") == name("I22.L2.rencana") == "Peta Rencana SPBE"
    assert name("I31.L2.audit") == name("I31.L3.internal") == "Laporan Audit Keamanan SPBE"
    assert name("I1.L3.lengkap") == name("I5.L2.aturan") == "Peraturan tentang SPBE"
    assert name("I31.L3.internal") != name("I30.L3.internal")
