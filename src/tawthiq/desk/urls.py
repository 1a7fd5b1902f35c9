"""The addresses of the desk: `/en/…` and `/ar/…` hold the same pages; objects and our own files stand outside both."""

from tawthiq.desk.pages import claims, evidence, exhibits, files, incidents, persons, record
from tawthiq.desk.web import path, register_converter


class Language:
    """A language of the desk."""

    regex = "en|ar"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(Language, "language")

urlpatterns = [
    path("", files.door),
    path("static/<str:digest>/<str:name>", files.static, name="static"),
    path("objects/<str:digest>", files.stored, name="object"),
    path("<language:lang>/", record.overview, name="overview"),
    path("<language:lang>/exhibits/", exhibits.listing, name="exhibits"),
    path("<language:lang>/exhibits/<str:ident>/", exhibits.one, name="exhibit"),
    path("<language:lang>/exhibits/<str:ident>/custody/", exhibits.custody, name="custody"),
    path("<language:lang>/claims/", claims.listing, name="claims"),
    path("<language:lang>/claims/<str:ident>/", claims.one, name="claim"),
    path("<language:lang>/persons/", persons.listing, name="persons"),
    path("<language:lang>/persons/<str:ident>/", persons.one, name="person"),
    path("<language:lang>/incidents/", incidents.listing, name="incidents"),
    path("<language:lang>/incidents/<str:ident>/", incidents.one, name="incident"),
    path("<language:lang>/media/", evidence.media, name="media"),
    path("<language:lang>/count/", evidence.count, name="count"),
    path("<language:lang>/count/ladder.svg", evidence.ladder, name="ladder"),
    path("<language:lang>/verify/", record.verify, name="verify"),
    path("<language:lang>/log/", record.log, name="log"),
]

handler404 = files.not_found
handler500 = files.failed
