import type { problems as english } from '../en/problems.ts';
import type { Translation } from '../translation.ts';

export const problems: Translation<typeof english> = {
  BODY_NOT_JSON: 'Treść nie jest poprawnym JSON-em: {{detail}}. Wyślij jedną wartość JSON w UTF-8.',
  BODY_TOO_LARGE: 'Treść jest większa niż {{limit}}. Wyślij ją w mniejszych częściach.',
  BODY_TOO_DEEP: 'Treść jest zagnieżdżona głębiej niż {{limit}} poziomów. Spłaszcz ją.',
  BODY_INVALID: '„{{path}}”: {{detail}}',
  QUERY_INVALID: 'Parametr zapytania „{{name}}” jest nieprawidłowy: {{detail}}',
  CURSOR_INVALID: 'Ten kursor nie pochodzi z tej listy. Zacznij od nowa bez niego.',
  OPERATOR_KEY_REFUSED:
    'Klucz „{{path}}” zaczyna się od „$”, a to znak zastrzeżony. Zmień nazwę i wyślij ponownie.',
  ROUTE_UNKNOWN: 'Pod {{method}} {{path}} nic nie ma.',
  METHOD_NOT_ALLOWED: '{{path}} nie obsługuje {{method}}.',
  PRECONDITION_REQUIRED: 'Wyślij If-Match z odczytanym ETag, żeby nie nadpisać cudzej zmiany.',
  PRECONDITION_FAILED: 'Ktoś to zmienił od czasu odczytu. Odczytaj ponownie i powtórz zmianę.',
  IDEMPOTENT_ANSWER_ERASED:
    'To żądanie wykonano, ale odpowiedzi już nie ma: dotyczyła osoby, której dane od tego czasu trwale usunięto. Odczytaj potrzebne dane ponownie.',
  IDEMPOTENCY_KEY_REUSED:
    'Tego Idempotency-Key użyto już z inną treścią. Dla nowego żądania użyj nowego klucza.',
  TOO_MANY_REQUESTS: 'Za dużo żądań. Spróbuj za {{seconds}} s.',
  OVERLOADED:
    'Przychodzi więcej zdarzeń, niż można teraz zapisać. Nic nie zapisano. Wyślij ponownie za {{seconds}} s.',
  DEAD_LETTER_UNKNOWN: 'Na liście niedostarczonych nie ma nic o id „{{id}}”. Być może ktoś już to ponowił.',
  PROVIDER_UNAVAILABLE:
    '{{provider}} kilka razy z rzędu nie odpowiada, dlatego przez kilka minut nic tam nie wysyłamy. Spróbuj później.',
  DATABASE_UNAVAILABLE: 'Baza danych nie odpowiada. Nic nie zapisano. Spróbuj za chwilę.',
  INTERNAL: 'Wystąpił błąd po naszej stronie. W dzienniku znajdziesz go pod żądaniem {{requestId}}.',
  SIGN_IN_NEEDED: 'Zaloguj się albo wyślij klucz API jako „Authorization: Bearer …”.',
  API_KEY_UNKNOWN: 'Ten klucz API jest nieznany lub unieważniony. Utwórz nowy w Ustawieniach → Klucze.',
  WRITE_KEY_MISSING:
    'Wyślij klucz zapisu: Basic auth z kluczem jako nazwą użytkownika albo „writeKey” w treści.',
  WRITE_KEY_UNKNOWN: 'Ten klucz zapisu jest nieznany lub unieważniony. Weź klucz ze strony Połączenie.',
  NOT_ALLOWED: 'Potrzebna jest rola {{needed}}, a masz rolę {{role}}. Poproś administratora.',
  ORIGIN_REFUSED: 'Żądanie przyszło z innej strony ({{origin}}). Otwórz Mooring pod jego własnym adresem.',
  CREDENTIALS_WRONG: 'E-mail lub hasło się nie zgadza.',
  SIGN_IN_THROTTLED: 'Za dużo prób. Spróbuj za {{seconds}} s.',
  SETUP_LINK_INVALID:
    'Ten link konfiguracyjny jest nieważny lub zużyty. Uruchom serwer ponownie, aby wyświetlił nowy.',
  SETUP_DONE: 'Mooring jest już skonfigurowany. Zaloguj się.',
  INVITATION_INVALID: 'To zaproszenie jest nieważne, zużyte lub wygasło. Poproś o nowe.',
  PERSON_UNKNOWN: 'Nikt tutaj nie ma id „{{id}}”.',
  PERSON_EXISTS: '{{email}} już tu jest.',
  LAST_ADMIN: 'To ostatni administrator. Najpierw nadaj tę rolę komuś innemu.',
  KEY_UNKNOWN: 'Żaden klucz nie ma id „{{id}}”.',
  BROWSER_CALL_REFUSED: 'Klucz przeglądarki nie może wysyłać wywołań {{type}}. Wyślij je z serwera.',
  BROWSER_USER_REFUSED:
    'Klucz przeglądarki nie może bez dowodu mówić za użytkownika „{{userId}}”. Wyślij właściwy „userHash” albo identify ze swojego serwera.',
  SITE_REFUSED: 'Tego klucza przeglądarki nie może używać {{origin}}. Dodaj witrynę w Ustawieniach → Klucze.',
  EVENT_TYPE_UNKNOWN:
    'Nieznany typ wywołania „{{type}}”. Użyj identify, track, page, screen, group lub alias.',
  EVENT_NAME_MISSING: 'Wywołanie track wymaga „event”, czyli nazwy tego, co się stało.',
  EVENT_ID_MISSING: 'Wywołanie nikogo nie wskazuje: wyślij „userId” lub „anonymousId”.',
  EVENT_FIELD_INVALID: '„{{path}}”: {{detail}}',
  EVENT_TOO_LARGE: 'Wywołanie ma {{size}} bajtów; jedno może mieć 32 KB.',
  BATCH_TOO_LARGE: 'Paczka jest większa niż 500 KB. Wyślij ją w mniejszych częściach.',
  BATCH_MISSING: 'Wyślij „batch”, czyli listę wywołań.',
  ACCOUNT_TAKEN: 'Firma o id „{{id}}” już istnieje. Edytuj istniejącą.',
  ACCOUNT_EMPTY:
    'W „{{account}}” nikogo jeszcze nie znamy. Najpierw dodaj kogoś stamtąd, żeby było do kogo zadzwonić.',
  NOBODY_TO_WRITE_TO: 'Do nikogo z firmy „{{account}}” nie wolno pisać. Zadzwoń albo sprawdź najpierw zgody.',
  ACCOUNT_NOT_ENTERED:
    'Nikt z „{{account}}” nie może teraz wejść do tego scenariusza: nie pozwalają na to jego reguły, cel albo przerwa między wejściami.',
  CONTACT_NOT_ENTERED:
    '„{{id}}” nie może teraz wejść do tego scenariusza: nie pozwalają na to jego reguły, cel albo przerwa między wejściami.',
  ASSIGNEE_UNKNOWN: 'Nikt tutaj nie ma adresu „{{email}}”. Wybierz kogoś z zespołu albo rolę.',
  CASE_UNKNOWN: 'Żadna sprawa nie ma id „{{id}}”.',
  CASE_OPEN: '„{{account}}” ma już otwartą sprawę. Kontynuuj ją.',
  CONTACT_ERASED:
    'Dane tej osoby trwale usunięto. Wszystko, co o niej przychodzi, jest odrzucane, dopóki administrator nie pozwoli na jej powrót.',
  ERASURE_UNKNOWN: 'Nie usunięto nikogo o id „{{id}}”.',
  CONTACT_UNKNOWN: 'Żaden kontakt nie ma id „{{id}}”.',
  ACCOUNT_MISSING:
    'Ten scenariusz dotyczy firm, a „{{id}}” nie należy do żadnej. Podaj firmę albo kogoś z niej.',
  WORKFLOW_UNKNOWN: 'Żaden scenariusz nie ma id „{{id}}”.',
  VERSION_UNKNOWN: 'Ten scenariusz nie ma wersji {{version}}.',
  MIGRATION_PLACES_NEEDED:
    'Osoby na krokach, których nowa wersja nie ma ({{steps}}): {{count}}. Wskaż, dokąd mają przejść.',
  MIGRATION_PLACE_UNKNOWN:
    'Osoby z „{{step}}” nie mogą przejść do „{{target}}”, bo nowa wersja nie ma tego kroku. Wybierz jej krok albo wyjście.',
  MIGRATION_SUBJECT_CHANGED:
    'Scenariusz dotyczy teraz czegoś innego niż przedtem ({{was}}, teraz {{is}}), więc osoby w środku nie mogą się przenieść. Niech zostaną w swojej wersji.',
  ENROLMENT_UNKNOWN: 'Nikt nie jest w scenariuszu pod id „{{id}}”.',
  MESSAGE_UNKNOWN: 'Żadna wiadomość nie ma id „{{id}}”.',
  TASK_UNKNOWN: 'Żadne zadanie nie ma id „{{id}}”.',
  TEST_UNKNOWN: 'Ten scenariusz nie ma testu o id „{{id}}”.',
  TESTS_TOO_MANY: 'Scenariusz może mieć najwyżej {{most}} testów. Usuń taki, który nie jest już potrzebny.',
  PLAYBOOK_UNKNOWN: 'Żaden scenariusz nie ma klucza „{{key}}”.',
  PLAYBOOK_ANSWER_MISSING:
    'Scenariusz „{{key}}” najpierw zadaje pytanie. Wybierz jedną z odpowiedzi: {{answers}}.',
  TEMPLATE_UNKNOWN: 'Żaden szablon nie ma klucza „{{key}}”.',
  TEMPLATE_EXISTS: 'Szablon o kluczu „{{key}}” już istnieje.',
  JOB_NOT_CANCELLABLE: 'To zlecenie ma stan {{state}} albo nie można go przerwać w połowie.',
  JOB_UNKNOWN: 'Żadne zlecenie nie ma id „{{id}}”.',
  SECRET_MISSING: 'Żaden sekret nie ma nazwy „{{name}}”.',
  VIEW_UNKNOWN: 'Żaden zapisany widok nie ma id „{{id}}”; być może ktoś go usunął.',
  VIEWS_TOO_MANY: 'Ta lista ma już {{most}} zapisanych widoków. Usuń któryś niepotrzebny.',
  SUPPRESSION_UNKNOWN: 'Adres {{email}} nie jest zablokowany.',
  BILLING_CUSTOMER_UNKNOWN: 'System płatności nie zgłosił klienta „{{id}}”.',
  WORKFLOW_KEY_TAKEN: 'Inny scenariusz ma klucz „{{key}}”. Wybierz inny klucz.',
  WORKFLOW_ENTERED: 'Do tego scenariusza ktoś już wszedł. Przenieś go do archiwum, aby zachować historię.',
  WORKFLOW_NOT_LIVE: 'Stan tego scenariusza to „{{status}}”. Najpierw go opublikuj lub wznów.',
  WORKFLOW_NOT_PAUSABLE: 'Wstrzymać można tylko działający scenariusz; stan tego to „{{status}}”.',
  WORKFLOW_ARCHIVED: 'Ten scenariusz jest w archiwum i nie można go zmienić.',
  WORKFLOW_HAS_ERRORS_one: 'Scenariusz ma {{count}} błąd. Popraw go, potem opublikuj.',
  WORKFLOW_HAS_ERRORS_few: 'Scenariusz ma {{count}} błędy. Popraw je, potem opublikuj.',
  WORKFLOW_HAS_ERRORS_many: 'Scenariusz ma {{count}} błędów. Popraw je, potem opublikuj.',
  WORKFLOW_HAS_ERRORS_other: 'Scenariusz ma {{count}} błędu. Popraw je, potem opublikuj.',
  RESUME_CHOICE_NEEDED_one:
    'Podczas wstrzymania minął termin kroku {{count}} osoby. Wybierz, co z nią zrobić: skip, once lub restart.',
  RESUME_CHOICE_NEEDED_few:
    'Podczas wstrzymania minął termin kroku {{count}} osób. Wybierz, co z nimi zrobić: skip, once lub restart.',
  RESUME_CHOICE_NEEDED_many:
    'Podczas wstrzymania minął termin kroku {{count}} osób. Wybierz, co z nimi zrobić: skip, once lub restart.',
  RESUME_CHOICE_NEEDED_other:
    'Podczas wstrzymania minął termin kroku {{count}} osoby. Wybierz, co z nimi zrobić: skip, once lub restart.',
  ANONYMOUS_NOT_ENROLLED: '„{{id}}” jest anonimowy; do scenariusza wchodzą tylko znane kontakty.',
  REASON_OF_NO_WORKFLOW: 'Podaj scenariusz, o którego wiadomości chodzi: wyślij workflowId razem z reason.',
  LIMIT_NOT_REACHED: 'Ten scenariusz nie przekroczył limitu dziennego: nic nie czeka.',
  SECOND_PERSON_NEEDED:
    'Sprawdzić i przepuścić musi ktoś inny niż osoba, która opublikowała scenariusz ({{publisher}}).',
  LIMIT_CONFIRMATION_NEEDED:
    'Nikt inny nie może tego przepuścić. Wpisz nazwę scenariusza „{{name}}”, aby zrobić to samodzielnie.',
  HELD_UNKNOWN: 'Nic o id „{{id}}” nie czeka na zatwierdzenie. Być może ktoś już o tym zdecydował.',
  MESSAGE_NOT_HELD: 'Zatwierdzić lub odrzucić można tylko wstrzymaną wiadomość; stan tej to „{{status}}”.',
  MESSAGE_NOT_RESENDABLE: 'Wiadomości w stanie „{{status}}” nie można wysłać ponownie.',
  TASK_CLOSED: 'To zadanie ma już stan „{{status}}”.',
  DEMO_NOT_LOADED: 'Nie ma danych demo. Najpierw je wczytaj.',
  DEMO_LOADED: 'Dane demo są już wczytane. Najpierw je usuń.',
  SEND_NOT_ALLOWED: 'Tej wiadomości nie wolno wysłać: {{reason}}.',
  LINK_INVALID: 'Ten link już nie działa.',
  HOOK_UNKNOWN: 'Żaden webhook nie ma id „{{id}}” albo jest wyłączony.',
  HOOK_NOBODY: 'Dane nie wskazują nikogo tam, gdzie mapowanie szuka użytkownika lub firmy. Popraw ścieżki.',
  HOOK_EVENT_MISSING:
    'W danych nie ma zdarzenia tam, gdzie szuka go mapowanie. Popraw ścieżkę albo podaj stałą nazwę.',
  IMPORT_UNKNOWN: 'Żaden import nie ma id „{{id}}”.',
  IMPORT_TOO_LARGE: 'Plik jest większy niż {{limit}}. Podziel go i zaimportuj części.',
  IMPORT_DISK_FULL: 'Przesłane pliki zajęły całe dozwolone miejsce. Usuń stare importy i spróbuj ponownie.',
  IMPORT_EMPTY: 'Plik nie ma wierszy. Pierwszy wiersz musi zawierać nazwy kolumn.',
  IMPORT_TOO_WIDE: 'Plik ma kolumn: {{count}}; można odczytać najwyżej {{limit}}.',
  IMPORT_UNREADABLE:
    'Pliku nie da się odczytać za wierszem {{line}}: {{detail}}. Sprawdź cudzysłowy i separator.',
  IMPORT_FILE_GONE: 'Tego pliku już tu nie ma. Prześlij go ponownie.',
  IMPORT_PLAN: 'Kolumn nie można tak użyć: {{detail}}.',
  IMPORT_BUSY: 'Ten import jest właśnie przetwarzany. Poczekaj, aż się skończy.',
  SIGNATURE_INVALID: 'Podpis się nie zgadza. Sprawdź klucz podpisu webhooka.',
  WEBHOOK_NOT_CONFIGURED: 'Ten webhook nie jest skonfigurowany: brakuje {{variable}}.',
  WORKFLOW_SHAPE: '„{{path}}”: {{detail}}',
  WORKFLOW_TOO_LARGE_one:
    'Scenariusz ma {{count}} krok; dozwolone jest najwyżej {{limit}}. Podziel go na dwa.',
  WORKFLOW_TOO_LARGE_few:
    'Scenariusz ma {{count}} kroki; dozwolone jest najwyżej {{limit}}. Podziel go na dwa.',
  WORKFLOW_TOO_LARGE_many:
    'Scenariusz ma {{count}} kroków; dozwolone jest najwyżej {{limit}}. Podziel go na dwa.',
  WORKFLOW_TOO_LARGE_other:
    'Scenariusz ma {{count}} kroku; dozwolone jest najwyżej {{limit}}. Podziel go na dwa.',
  WORKFLOW_NAME_MISSING: 'Nadaj scenariuszowi nazwę.',
  WORKFLOW_EMPTY: 'Scenariusz jeszcze nic nie robi. Dodaj pierwszy krok.',
  START_UNKNOWN: 'Początek „{{step}}” nie jest żadnym z kroków. Wybierz pierwszy krok.',
  STEP_KIND_UNKNOWN: '„{{kind}}” nie jest rodzajem kroku. Użyj jednego z: {{kinds}}.',
  TRIGGER_KIND_UNKNOWN: '„{{kind}}” nie jest rodzajem wyzwalacza. Użyj jednego z: {{kinds}}.',
  STEP_TARGET_UNKNOWN: '„{{step}}” prowadzi do „{{target}}”, którego nie ma. Połącz go z krokiem.',
  STEP_WITHOUT_WAY_OUT: '„{{step}}” donikąd nie prowadzi przez „{{exit}}”. Połącz go z krokiem lub wyjściem.',
  STEP_UNREACHABLE: 'Nikt nie dotrze do „{{step}}”. Połącz go albo usuń.',
  STEPS_LOOP: 'Te kroki tworzą pętlę bez oczekiwania: {{steps}}. Wstaw do niej oczekiwanie.',
  PATH_ID_TWICE: '„{{step}}” ma dwie ścieżki o id „{{id}}”. Nadaj każdej własne.',
  TRIGGER_EVENT_MISSING: 'Wybierz zdarzenie, które uruchamia ten scenariusz.',
  TRIGGER_CONDITION_MISSING:
    'Określ, jakie reguły uruchamiają ten scenariusz, gdy zaczną być spełnione: dodaj regułę w „Tylko osoby, które”.',
  TRIGGER_SEGMENT_MISSING: 'Wybierz segment, który uruchamia ten scenariusz.',
  TRIGGER_SIGNAL_MISSING: 'Wybierz sygnał, który uruchamia ten scenariusz.',
  CALLER_GONE: 'Połączenie zamknięto, zanim odpowiedź była gotowa.',
  SIGNAL_NOT_FOUND: 'Żaden sygnał nie ma klucza „{{key}}”.',
  SIGNAL_KEY_TAKEN: 'Inny sygnał ma już klucz „{{key}}”. Wybierz inny.',
  SIGNAL_KEY_FIXED: 'Klucz sygnału się nie zmienia: zostaw „{{key}}” albo utwórz nowy sygnał.',
  SIGNAL_SUBJECT_FIXED: 'Sygnał pozostaje sygnałem kontaktów albo firm. Utwórz nowy sygnał.',
  SIGNAL_IN_USE: 'Sygnał „{{key}}” jest używany przez: {{users}}. Najpierw usuń go stamtąd.',
  SIGNAL_SHIPPED: 'Sygnał „{{key}}” jest częścią produktu i nie można go usunąć. Możesz go wyłączyć.',
  SIGNAL_NOT_SHIPPED: '„{{key}}” to Twój własny sygnał, więc nie ma do czego go przywrócić.',
  SIGNAL_WEIGHT_OF_HEALTH:
    'Sygnał „{{key}}” zależy od kondycji, więc nie może na nią wpływać. Ustaw jego wagę na 0.',
  SIGNAL_WEIGHT_OF_GOOD:
    'Sygnał „{{key}}” to dobra wiadomość, która nie kosztuje kondycji. Ustaw jego wagę na 0.',
  ACCOUNT_UNKNOWN: 'Żadna firma nie ma id „{{id}}”.',
  SEGMENT_NOT_FOUND: 'Żaden segment nie ma klucza „{{key}}”.',
  SEGMENT_KEY_TAKEN: 'Inny segment ma już klucz „{{key}}”. Wybierz inny.',
  SEGMENT_KEY_FIXED: 'Klucz segmentu się nie zmienia: zostaw „{{key}}” albo utwórz nowy segment.',
  SEGMENT_SUBJECT_FIXED: 'Segment pozostaje segmentem kontaktów albo firm. Utwórz nowy segment.',
  SEGMENT_IN_USE: 'Segment „{{key}}” jest używany przez: {{users}}. Najpierw usuń go stamtąd.',
  EMAIL_CONTENT_MISSING: 'W „{{step}}” brakuje pola: {{field}}. Napisz je albo wybierz szablon.',
  EMAIL_CONTENT_TWICE: '„{{step}}” wskazuje szablon i ma własny tekst. Zostaw jedno.',
  EMAIL_TEMPLATE_UNKNOWN: '„{{step}}” używa szablonu „{{template}}”, którego nie ma.',
  EMAIL_TEXT_BROKEN: '„{{step}}”: pola {{field}} nie da się wyświetlić: {{detail}}',
  EMAIL_REASON_MISSING:
    '„{{step}}” to wiadomość serwisowa. Napisz, dlaczego jest potrzebna, aby nie trafiły do niej oferty.',
  TASK_TITLE_MISSING: '„{{step}}” potrzebuje tytułu, żeby było wiadomo, co zrobić.',
  WAIT_TWICE: '„{{step}}” czeka przez pewien czas i do pewnej chwili. Zostaw jedno.',
  OFFSET_TWICE: '„{{step}}” liczy przed datą i po niej. Zostaw jedno.',
  WAIT_EVENT_MISSING: 'Wybierz zdarzenie, na które czeka „{{step}}”.',
  WAIT_MESSAGE_UNKNOWN:
    '„{{step}}” czeka na e-mail „{{target}}”, którego nie ma w tym scenariuszu. Wybierz e-mail.',
  WAIT_TASK_UNKNOWN:
    '„{{step}}” czeka na zadanie „{{target}}”, którego nie ma w tym scenariuszu. Wybierz zadanie.',
  EXIT_UNKNOWN: '„{{step}}” nie ma wyjścia „{{exit}}”. Nazwij je jak powód albo „timeout”, albo usuń.',
  SPLIT_WITHOUT_WEIGHT: 'Każda ścieżka „{{step}}” ma udział 0. Daj udział choć jednej.',
  UPDATE_FIELD_MISSING: '„{{step}}” zmienia pole bez nazwy. Podaj, które.',
  UPDATE_NOT_OF_ACCOUNT: '„{{step}}” zmienia kontakt, a ten scenariusz dotyczy firm. Zmieniaj pola firmy.',
  RECIPIENTS_OF_CONTACT:
    '„{{step}}” mówi, do kogo trafia, a ten scenariusz dotyczy kontaktów: trafia do kontaktu. Usuń to.',
  UPDATE_FIELD_INVALID: '„{{step}}”: „{{field}}” nie jest nazwą. Użyj liter, cyfr, „_”, „-” i spacji.',
  UPDATE_TAG_MISSING: '„{{step}}” zmienia tag bez nazwy. Wpisz tag.',
  WEBHOOK_URL_MISSING: '„{{step}}” potrzebuje adresu do wywołania.',
  WEBHOOK_URL_INVALID: '„{{step}}”: wpisz pełny adres, np. https://example.com/hook, ze stałym hostem.',
  WEBHOOK_HEADER_RESERVED: '„{{step}}”: nagłówek „{{header}}” ustawia Mooring. Usuń go.',
  WEBHOOK_BODY_INVALID: '„{{step}}”: treść nie jest poprawnym JSON-em. Popraw ją.',
  SECRET_UNKNOWN: '„{{step}}” używa sekretu „{{secret}}”, którego tu nie ma. Dodaj go w Ustawieniach.',
  NOTICE_SUBJECT_MISSING: '„{{step}}” potrzebuje tematu, żeby było wiadomo, o co chodzi.',
  WORKFLOW_REFERENCE_MISSING: 'Wybierz scenariusz, o który chodzi w „{{step}}”.',
  WORKFLOW_REFERENCE_UNKNOWN:
    '„{{step}}” wskazuje scenariusz „{{workflow}}”, którego nie ma albo jest w archiwum.',
  WORKFLOW_CHAIN:
    '„{{step}}” zacząłby nieskończony łańcuch: {{workflows}} prowadzi tu z powrotem. Uruchom inny scenariusz.',
  TRIGGER_FIELD_MISSING: 'Wybierz pole, które uruchamia ten scenariusz.',
  TRIGGER_FIELD_NOT_OF_ACCOUNT:
    '„{{field}}” nie jest polem firmy. Wpisz $.account.renewsAt albo $.account.traits.plan.',
  SEGMENT_OF_OTHERS:
    '„{{segment}}” to segment innego rodzaju niż ten scenariusz. Wybierz segment tego samego rodzaju.',
  TRIGGER_FIELD_INVALID: '„{{field}}” nie jest polem. Wpisz $.traits.plan.',
  CRON_INVALID: '„{{cron}}” nie jest harmonogramem. Wpisz pięć pól, np. 0 9 * * 1 dla poniedziałków o 9:00.',
  SCHEDULE_AUDIENCE_MISSING:
    'Harmonogram objąłby wszystkich. Określ, o kogo chodzi, w polu „Tylko osoby, które”.',
  ZONE_UNKNOWN: '„{{zone}}” nie jest strefą czasową. Użyj nazwy takiej jak Europe/Warsaw albo „contact”.',
  SEND_WINDOW_EMPTY: 'Okno wysyłki nigdy się nie otwiera. Wybierz dzień i początek przed końcem.',
  CONDITION_SHAPE: '„{{path}}”: {{detail}}',
  CONDITION_EMPTY_GROUP: 'Grupa bez reguł o niczym nie decyduje. Dodaj regułę albo usuń grupę.',
  CONDITION_ROOT: 'Warunek zaczyna się od „all” lub „any”.',
  CONDITION_TOO_DEEP: 'Warunek ma więcej niż {{limit}} poziomów grup. Spłaszcz go.',
  CONDITION_TOO_LARGE: 'Warunek ma więcej niż {{limit}} reguł. Podziel go.',
  CONDITION_KEY_UNKNOWN:
    'Reguła ma fact, params, path, operator i value; „{{key}}” do nich nie należy. Usuń to.',
  CONDITION_KEY_MISSING: 'W regule brakuje „{{key}}”. Dodaj to.',
  CONDITION_TWO_GROUPS:
    '„{{keys}}” stoją w jednej grupie. Zostaw jedno z „all”, „any” i „not”, resztę włóż do środka.',
  CONDITION_REFERENCE: 'Warunek nie może wskazywać innego po nazwie. Skopiuj tu jego reguły.',
  FACT_UNKNOWN: '„{{fact}}” nie jest faktem. Użyj jednego z: {{facts}}.',
  FACT_NOT_HERE: 'Faktu „{{fact}}” nie można tu użyć.',
  FACT_NOT_OF_ACCOUNT: '„{{fact}}” dotyczy jednej osoby, a tu chodzi o firmę. Zapytaj o firmę.',
  FACT_NOT_OF_CONTACT:
    '„{{fact}}” dotyczy ludzi w firmie, a tu chodzi o jedną osobę. Zapytaj o to firmę: segmentem albo sygnałem.',
  TRIGGER_NOT_KNOWN:
    'Poza scenariuszem nic nie wiadomo o wyzwalaczu, więc ta reguła niczego tu nie znajdzie.',
  SEGMENT_UNKNOWN: 'Nie ma segmentu „{{segment}}”. Wybierz istniejący albo najpierw go utwórz.',
  SIGNAL_UNKNOWN: 'Nie ma sygnału „{{signal}}”. Wybierz istniejący albo najpierw go utwórz.',
  CONDITION_CYCLE: 'Te definicje odwołują się do siebie w kółko: {{path}}. Usuń jedną z nich z pętli.',
  FACT_PARAMS: 'Parametr „{{name}}” faktu „{{fact}}”: {{detail}}',
  FACT_PARAM_UNKNOWN: '„{{name}}” nie jest parametrem „{{fact}}”. Usuń go albo użyj jednego z: {{params}}.',
  FACT_PARAM_MISSING: 'Fakt „{{fact}}” wymaga parametru „{{name}}”.',
  FACT_PARAM_UNUSED: '„{{name}}” nic nie znaczy dla miary „{{measure}}”. Usuń to.',
  FACT_PATH: '„{{path}}” nie jest ścieżką. Napisz $.name lub $.name.name.',
  FACT_PATH_PROTOTYPE:
    '„{{path}}” prowadzi do wnętrza obiektów, którego reguły nie mogą czytać. Zmień nazwę pola.',
  FACT_PATH_MISSING: 'Napisz, o którą część „{{fact}}” chodzi: dodaj ścieżkę, np. $.traits.plan.',
  FACT_PATH_NOT_HERE: 'Fakt „{{fact}}” to jedna wartość i nie ma ścieżek. Usuń ścieżkę.',
  FACT_PATH_BARE: 'Samo „$” można tylko zapytać, czy istnieje. Wskaż część, np. $.traits.plan.',
  EVENT_WINDOW_TWICE: 'Wybierz „within” albo „since”, nie oba.',
  EVENT_PROPERTY_MISSING: 'Miara „{{measure}}” wymaga właściwości, np. $.amount.',
  SINCE_ENTRY_NOT_HERE: '„Od wejścia” ma sens tylko dla osób w scenariuszu. Użyj tu „within”.',
  WINDOW_BEYOND_RETENTION:
    'Zdarzenia z właściwościami są przechowywane przez {{days}} dni, a {{within}} to dłużej. Wybierz krótszy okres.',
  OPERATOR_UNKNOWN: '„{{operator}}” nie jest operatorem. Użyj jednego z: {{operators}}.',
  OPERATOR_NOT_HERE: '„{{operator}}” nie porównuje tego typu: {{type}}. Wybierz inne porównanie.',
  OPERATOR_SWAP:
    '„{{operator}}” potraktowałby fakt jako listę do przeszukania. Odwróć porównanie bez „swap”.',
  OPERATOR_VALUE: '„{{operator}}” wymaga do porównania: {{needed}}.',
  OPERATOR_VALUE_LARGE:
    'Wartość jest za duża: tekst może mieć {{characters}} znaków, lista {{entries}} wpisów. Użyj segmentu lub cechy.',
  OPERATOR_VALUE_BLANK: 'Reguła porównuje z pustym tekstem. Wpisz wartość, chyba że o pusty tekst chodzi.',
  OFFLINE: 'Serwer nie odpowiada. Sprawdź, czy działa i czy masz połączenie.',
  ANSWER_UNREADABLE: 'Odpowiedź nie pochodzi z Mooring: coś po drodze ją zastąpiło. Spróbuj ponownie.',
  unexpected:
    'Na tej stronie wystąpił błąd. Wczytaj ją ponownie, a jeśli się powtórzy, powiadom administratora.',
};
