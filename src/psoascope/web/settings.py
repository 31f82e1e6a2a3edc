"""Settings of Django; what differs between machines comes from the environment."""

import os

from csp.constants import NONE, SELF

from psoascope.web import environment

DATA = environment.data_folder(os.environ)
SECRET_KEY = environment.secret_key(os.environ, DATA)
DEBUG = os.environ.get("PSOASCOPE_DEBUG") == "1"
HTTPS = os.environ.get("PSOASCOPE_HTTPS") == "1"
ALLOWED_HOSTS = environment.hosts(os.environ)

PSOASCOPE_UPLOADS = environment.uploads_folder(DATA)
PSOASCOPE_MODEL = os.environ.get("PSOASCOPE_MODEL") or "heavy"
PSOASCOPE_UPLOAD_LIMIT = int(environment.limit(os.environ, "upload_limit"))
PSOASCOPE_LEASE = environment.limit(os.environ, "lease")
PSOASCOPE_ATTEMPTS = int(environment.limit(os.environ, "attempts"))
PSOASCOPE_OPEN_WALKS = int(environment.limit(os.environ, "open_walks"))
PSOASCOPE_IDLE = environment.limit(os.environ, "idle")
PSOASCOPE_CLINIC = environment.clinic(os.environ)
PSOASCOPE_EMERGENCY_NUMBER = environment.emergency_number(os.environ)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "psoascope.web.words",
    "psoascope.web.people",
    "psoascope.web.home",
    "psoascope.web.movement",
    "psoascope.web.checkin",
    "psoascope.web.learn",
    "psoascope.web.practice",
    "psoascope.web.records",
    "psoascope.web.measure",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "psoascope.web.headers.permissions_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "psoascope.web.headers.compressed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "psoascope.web.urls"
WSGI_APPLICATION = "psoascope.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["psoascope.web.words.templatetags.words"],
        },
    }
]

DATABASES = {"default": environment.database(os.environ, DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["psoascope.web.people.login.PeopleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "account_login"
CSRF_FAILURE_VIEW = "psoascope.web.people.ended.forged"
LOGIN_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "me"
ACCOUNT_ADAPTER = "psoascope.web.people.adapter.Accounts"
ACCOUNT_SIGNUP_FORM_CLASS = "psoascope.web.people.adapter.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Without a mail server nobody can be written to: no codes, and addresses are not checked.
MAIL = environment.mail(os.environ)
vars().update(MAIL)
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if MAIL else "none"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_ENABLED = bool(MAIL)
ACCOUNT_EMAIL_NOTIFICATIONS = bool(MAIL)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = not MAIL
MFA_TOTP_ISSUER = "psoascope"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = environment.static_folders()
WHITENOISE_USE_FINDERS = True
# Our file names carry no fingerprint: the browser asks again each time and mostly hears "304".
WHITENOISE_MAX_AGE = 0
# Those that are loaded later do carry one, and may be kept for ever.
WHITENOISE_IMMUTABLE_FILE_TEST = r"/build/\w+-[\w-]{8}\.\w+$"

# Always to disk, below our own private folder, so that keeping a video is a rename.
FILE_UPLOAD_HANDLERS = ["psoascope.web.movement.uploads.LimitedUploadHandler"]
FILE_UPLOAD_TEMP_DIR = str(PSOASCOPE_UPLOADS)
FILE_UPLOAD_PERMISSIONS = 0o600

SESSION_ENGINE = "psoascope.web.people.sessions"
SESSION_COOKIE_AGE = int(PSOASCOPE_IDLE)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "style-src": [SELF],
        # The pose model's engine is WebAssembly; eval of text stays forbidden.
        "script-src": [SELF, "'wasm-unsafe-eval'"],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "psoascope": {"level": "INFO"},
    },
}
