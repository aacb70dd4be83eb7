"""The catalogue in the words of one agency: indicators that it fills itself bear the name of the service it chose."""

from __future__ import annotations

from spbe_checklist.catalogue.models import Catalogue, Indicator
from spbe_checklist.settings.models import Service, Workspace


def with_chosen_services(catalogue: Catalogue, workspace: Workspace) -> Catalogue:
    """The catalogue where "Layanan Publik Sektor 3" is the service chosen in ``services``; official names stay.

    One that nobody chose yet is "Layanan publik pilihan ke-3": that is what a unit outside the SPBE team understands.
    """
    open_choices = [indicator.no for indicator in catalogue.indicators if indicator.choice]
    chosen = {
        no: workspace.services.get(no) or Service(name=f"Layanan publik pilihan ke-{place}")
        for place, no in enumerate(open_choices, start=1)
    }
    if not chosen:
        return catalogue
    fields = {name: getattr(catalogue, name) for name in Catalogue.model_fields}  # no cached look-ups come along
    fields["indicators"] = tuple(
        _named(indicator, chosen[indicator.no]) if indicator.no in chosen else indicator
        for indicator in catalogue.indicators
    )
    return Catalogue.model_construct(**fields)


def shown_name(service: Service) -> str:
    """A service with its first application: "Layanan perizinan nelayan kecil (e-Nelayan)"."""
    app = next((app for app in service.apps if app.casefold() not in service.name.casefold()), "")
    return f"{service.name} ({app})" if app else service.name


def _named(indicator: Indicator, service: Service) -> Indicator:
    name, topic = shown_name(service), indicator.topic

    def told(text: str) -> str:
        return text.replace(topic, name)

    levels = tuple(
        level.model_copy(
            update={
                "summary": told(level.summary),
                "evidence": tuple(
                    item.model_copy(
                        update={
                            "label": told(item.label),
                            "ask": told(item.ask),
                            "why": told(item.why),
                            "inside": tuple(told(part) for part in item.inside),
                        }
                    )
                    for item in level.evidence
                ),
            }
        )
        for level in indicator.levels
    )
    return indicator.model_copy(update={"topic": name, "levels": levels})
