import type { bars as english } from '../../en/pages/bars.ts';
import type { Translation } from '../../translation.ts';

export const bars: Translation<typeof english> = {
  down: '{{names}} nie odpowiada. To, co ma tam trafić, czeka i wyjdzie samo, gdy znów zacznie działać.',
  notices: {
    title: 'Powiadomienia',
    unread: 'Powiadomienia, nieprzeczytane: {{badge}}',
    none: 'Nie ma jeszcze powiadomień. Wysyłają je krok „Powiadom zespół” w scenariuszach oraz hamulce.',
    readAll: 'Oznacz wszystkie jako przeczytane',
    more: 'Pokaż więcej',
  },
  brakes: {
    title: 'Hamulce',
    about:
      'Wstrzymują scenariusz, gdy w ciągu tygodnia zbyt wiele jego e-maili zostanie odrzuconych lub zgłoszonych jako spam. Administratorzy i menedżerowie dostają powiadomienie.',
    bouncePercent: 'Zwroty, ponad % z co najmniej 50',
    complaintPercent: 'Zgłoszenia spamu, ponad %, co najmniej 2',
    bounces: 'Wstrzymany: odrzucono {{percent}}% e-maili',
    complaints: 'Wstrzymany: {{percent}}% e-maili zgłoszono jako spam',
  },
  limit: {
    title: 'Ponad limit {{limit, number}} wiadomości dziennie',
    waiting_one: 'Czeka {{count, number}} wiadomość',
    waiting_few: 'Czekają {{count, number}} wiadomości',
    waiting_many: 'Czeka {{count, number}} wiadomości',
    waiting_other: 'Czeka {{count, number}} wiadomości',
    since: '– limit osiągnięto',
    'let-go':
      'Sprawdź, do kogo pisze. Jeśli tak miało być ({{publisher}}), zwolnij je; przez dobę nic nie będzie wstrzymywane.',
    confirm: 'Zwykle sprawdza to druga osoba. Tutaj nikt inny nie może, więc możesz zrobić to samodzielnie.',
    'somebody-else':
      'Musi to sprawdzić i zwolnić ktoś inny niż osoba, która opublikowała scenariusz ({{publisher}}).',
    type: 'Wpisz „{{name}}”',
    letGo: 'Zwolnij',
    gone: 'Wiadomości zwolnione.',
  },
  stopped: {
    by: 'Całą wysyłkę zatrzymał(a) {{name}}',
    all: 'Cała wysyłka jest zatrzymana.',
    waits: 'E-maile i webhooki czekają na wznowienie.',
    again: 'Wznów wysyłkę',
  },
};
