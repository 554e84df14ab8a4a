import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadRequestError } from "../../src/core/errors.ts";
import { withoutPeople } from "../../src/core/personal.ts";
import { caughtAs } from "../support/errors.ts";
import { refused } from "../support/fetch.ts";
import { testClient } from "../support/service.ts";

const fields = new Set([
  "first_name",
  "last_name",
  "email",
  "phone",
  "linkedin_url",
  "company",
  "custom_fields",
  "body",
]);
const clean = (text: string, request: unknown) => withoutPeople(text, request, fields);

describe("P82 what names a person is replaced by what it is", () => {
  it.each([
    ["a name", "Ada is not allowed", { first_name: "Ada" }, "Ada"],
    ["a name in quotes", 'the lead "Ada" has no email', { first_name: "Ada" }, "Ada"],
    ["a name in other letters", "ADA is not allowed", { first_name: "Ada" }, "ADA"],
    ["several names", "Ada Lovelace is not allowed", { first_name: "Ada", last_name: "Lovelace" }, "Lovelace"],
    ["a double name", "Anna-Lena Müller-Lüdenscheidt?", { last_name: "Müller-Lüdenscheidt" }, "Lüdenscheidt"],
    ["an apostrophe", "O'Brien is not allowed", { last_name: "O'Brien" }, "Brien"],
    ["characters of a pattern", "no (C++) [x].*$^|?\\ here", { first_name: "(C++) [x].*$^|?\\" }, "C++"],
    ["characters of a replacement", "no $& and $1 here", { first_name: "$& and $1" }, "$1"],
    ["a short name", "Bo is not allowed", { first_name: "Bo" }, "Bo"],
    ["Greek", "η Αλεξάνδρα λείπει", { first_name: "Αλεξάνδρα" }, "Αλεξάνδρα"],
    ["Greek in other letters", "ΟΔΥΣΣΕΥΣ is not allowed", { first_name: "Οδυσσευς" }, "ΟΔΥΣΣΕΥΣ"],
    ["Cyrillic", "Нет адреса у Ольги Петровой", { last_name: "Петровой" }, "Петровой"],
    ["Arabic", "الاسم «محمد» غير صالح", { first_name: "محمد" }, "محمد"],
    ["Hebrew", "השם דוד אינו חוקי", { first_name: "דוד" }, "דוד"],
    ["Devanagari", "नाम रवि अमान्य है", { first_name: "रवि" }, "रवि"],
    ["Korean", "이름 김민준 확인", { first_name: "김민준" }, "김민준"],
    ["Chinese in quotes", 'lead "李雷" has no email', { first_name: "李雷" }, "李雷"],
    ["Chinese between other characters", "线索李雷的邮箱无效", { first_name: "李雷" }, "李雷"],
    ["a Japanese name written in one", "lead 山田太郎 has no email", { last_name: "山田", first_name: "太郎" }, "太郎"],
    ["a name of one character", 'lead "李" has no email', { last_name: "李" }, "李"],
    ["Thai between other characters", "ไม่พบอีเมลของสมชายในระบบ", { first_name: "สมชาย" }, "สมชาย"],
    ["accents that the service composes", "José is not allowed", { first_name: "Jose\u0301" }, "José"],
    ["accents that the service takes apart", "Jose\u0301 is not allowed", { first_name: "José" }, "Jose\u0301"],
    ["a name at the very beginning and end", "Ada", { first_name: "Ada" }, "Ada"],
    ["white space around it", "Ada is not allowed", { first_name: "  Ada  " }, "Ada"],
    [
      "a member of a list",
      "Grace is not allowed",
      { leads: [{ first_name: "Ada" }, { first_name: "Grace" }] },
      "Grace",
    ],
    ["what lies deep", "Zürich is not allowed", { leads: [{ custom_fields: { home: { city: "Zürich" } } }] }, "Zürich"],
    ["a list of texts", "Zürich is not allowed", { custom_fields: { cities: ["Bern", "Zürich"] } }, "Zürich"],
    ["a phone number that came as a number", "447946095801 is no number", { phone: 447946095801 }, "7946"],
    ["names that overlap", "Anna Lena Meyer is missing", { first_name: "Anna Lena", last_name: "Lena Meyer" }, "Meyer"],
    ["the beginning of a long text", 'no "I saw what you…"', { body: "I saw what you wrote last week, Ada" }, "I saw"],
    ["the middle of a long text", "no …what you wrote… here", { body: "I saw what you wrote last week" }, "wrote"],
    ["part of a Chinese text", "内容“我看到你们团队”无效", { body: "你好李雷，我看到你们团队上周的工作" }, "你们"],
    ["a long text on lines of its own", "no I saw what you did", { body: "I saw what\nyou did last week" }, "you did"],
    ["a company", "Ada & Sons Ltd. is not allowed", { company: "Ada & Sons Ltd." }, "Sons"],
    ["a text of several lines", "refused: Hi Ada,\nhow are you?", { body: "Hi Ada,\nhow are you?" }, "how are you"],
  ])("%s", (_, text, request, secret) => {
    expect(clean(text, request)).not.toContain(secret);
  });

  it("says what stood there, and leaves the rest of the sentence", () => {
    expect(clean('lead 3: "Ada" is too long', { leads: [{ first_name: "Ada" }] })).toBe(
      'lead 3: "‹first_name›" is too long',
    );
  });

  it.each([
    ["an address", "ada@example.com is not allowed", "ada@example.com"],
    ["an address in brackets", "Ada <ada.lovelace+x@mail.example.co.uk> bounced", "lovelace+x"],
    ["an address in quotes", 'no such address: "ada@example.com"', "ada@example.com"],
    ["an address in capital letters", "ADA@EXAMPLE.COM is not allowed", "EXAMPLE"],
    ["an address with accents", "jürgen@müller.example is not allowed", "jürgen"],
    ["two addresses", "a@b.example, c@d.example", "d.example"],
    ["an address in a link", "see mailto:ada@example.com", "ada@example.com"],
    ["a profile", "https://www.linkedin.com/in/ada-lovelace is not allowed", "ada-lovelace"],
    ["a profile without its beginning", "linkedin.com/in/ada-lovelace", "ada-lovelace"],
    ["a profile of a country", "http://de.linkedin.com/in/ada-lovelace/", "ada-lovelace"],
    ["a profile in capital letters", "HTTPS://WWW.LinkedIn.com/in/ada-lovelace", "ada-lovelace"],
    ["a profile with a query", "https://linkedin.com/in/ada-lovelace?x=1&y=ada", "lovelace"],
  ])("%s, also one that was not in the request", (_, text, secret) => {
    expect(clean(text, undefined)).not.toContain(secret);
  });

  it("an address and a profile are named as such, and the sentence around them stays", () => {
    expect(clean("a@b.example, c@d.example: both bounced", undefined)).toBe("‹address›, ‹address›: both bounced");
    expect(clean("see <ada.lovelace@mail.example.co.uk>.", undefined)).toBe("see <‹address›>.");
    expect(clean("no http://de.linkedin.com/in/ada, no https://linkedin.com/in/ada; no more", undefined)).toBe(
      "no ‹profile›, no ‹profile›; no more",
    );
    expect(clean("meet at 9@noon, or not", undefined)).toBe("meet at 9@noon, or not");
  });

  it("a file is known by its name, whatever the form calls it", () => {
    const form = new FormData();
    form.append("note", "Ada");
    form.append("upload", new File(["x"], "Ada Lovelace CV.pdf"));
    expect(clean('"ada lovelace cv.pdf" is too large, says Ada', form)).toBe('"‹file›" is too large, says Ada');
  });

  it("a number of seven digits may be somebody's phone, one of six is any number", () => {
    const said = "1000000 and -1000001 and 999999 are refused";
    expect(clean(said, { phone: [1_000_000, -1_000_001, 999_999] })).toBe("‹phone› and ‹phone› and 999999 are refused");
    expect(clean("true is not allowed, nor is false", { phone: true, custom_fields: [false] })).toBe(
      "true is not allowed, nor is false",
    );
  });

  it("a text of eleven characters is a word, one of twelve is known in part as well", () => {
    expect(clean("xabcdefghijky", { body: "abcdefghijk" })).toBe("xabcdefghijky");
    expect(clean("xabcdefghijkly", { body: "abcdefghijkl" })).toBe("x‹body›y");
    expect(clean("no: abcdefghijkl", { body: "0123abcdefghijkl4567" })).toBe("no: ‹body›");
    expect(clean("no: abcdefghijk", { body: "0123abcdefghijk4567" })).toBe("no: abcdefghijk");
  });

  it("a single character is somebody's name between quotes, or in a script that has such names", () => {
    expect(clean('lead "X" has no email', { first_name: "X" })).toBe('lead "‹first_name›" has no email');
    expect(clean('lead "X has no email', { first_name: "X" })).toBe('lead "X has no email');
    expect(clean('lead X" has no email', { first_name: "X" })).toBe('lead X" has no email');
    expect(clean("lead 李 has no email", { last_name: "李" })).toBe("lead ‹last_name› has no email");
    expect(clean("桃李满天下", { last_name: "李" })).toBe("桃李满天下");
  });

  it("the spaces around what is quoted in part belong to the sentence", () => {
    const body = "one two three four five six seven";
    expect(clean("no: two three four five , sorry", { body })).toBe("no: ‹body› , sorry");
    expect(clean("two three four five, two three four five", { body })).toBe("‹body›, ‹body›");
    expect(clean("three four five six seven", { body })).toBe("‹body›");
    expect(clean("one two three", { body })).toBe("‹body›");
  });

  it("knows each word of a name, whatever stands between them", () => {
    expect(clean("no account for Hopper", { last_name: "Brewster, (Hopper)" })).toBe("no account for ‹last_name›");
    expect(clean("mail for BOB", { first_name: "x", email: '"Bob Lee"<bob@y.test>' })).toBe("mail for ‹email›");
  });

  it("a company, made of ordinary words, is not known by each of them", () => {
    const known = (text: string) => withoutPeople(text, { company_name: "Good Food" }, new Set(["company_name"]));
    expect(known("Good news: Food is allowed")).toBe("Good news: Food is allowed");
    expect(known("Good Food is not")).toBe("‹company_name› is not");
  });

  it("the dotted capital I of Turkish keeps every character in its place", () => {
    expect(clean("İİİ: İpek is not allowed", { first_name: "İpek" })).toBe("İİİ: ‹first_name› is not allowed");
    expect(clean("ipek is not allowed", { first_name: "İPEK" })).toBe("‹first_name› is not allowed");
  });

  it("leaves a word alone of which a name is only a part", () => {
    expect(clean("Adaptation is not a member of Canada", { first_name: "Ada" })).toBe(
      "Adaptation is not a member of Canada",
    );
    expect(clean("step 12 of 3", { first_name: "1" })).toBe("step 12 of 3");
  });

  it("knows a name by each of its words, also the name before an address", () => {
    const request = { full_name: "Grace Brewster Hopper", cc: "x@y.test, Bob Lee <bob@y.test>" };
    const known = (text: string) => withoutPeople(text, request, new Set(["full_name", "cc"]));
    expect(known("no account for Grace; HOPPER has one")).toBe("no account for ‹full_name›; ‹full_name› has one");
    expect(known("Bob is unknown, and so is Bob Lee")).toBe("‹cc› is unknown, and so is ‹cc›");
    expect(clean("no account for Ada", { first_name: "Ada Maria" })).toBe("no account for ‹first_name›");
  });

  it("leaves an ordinary word alone that a name has as well", () => {
    const sentence = "it may not be sent by hand: mark it as read";
    expect(clean(sentence, { first_name: "May Mark", last_name: "Hand the Read" })).toBe(sentence);
  });

  it("leaves alone what is not personal", () => {
    expect(clean("the status active is not allowed", { status: "active", id: "active" })).toBe(
      "the status active is not allowed",
    );
  });

  it("replaces the longest first, so that nothing of a text stays behind", () => {
    const request = { first_name: "Ada", body: "Hi Ada, a word about Acme" };
    expect(clean("refused: Hi Ada, a word about Acme", request)).toBe("refused: ‹body›");
  });

  it("is named by the contract's words, never by the name of a custom field", () => {
    expect(clean('"Zürich" is unknown', { custom_fields: { "where Ada lives": "Zürich" } })).toBe(
      '"‹custom_fields›" is unknown',
    );
  });

  it("leaves the sentence alone where one name of a script without spaces stands in an English text", () => {
    const body = "Dear 李雷, every email to a campaign was refused; the lead has left.";
    const sentence = "the email of the campaign's lead is refused";
    expect(clean(sentence, { body })).toBe(sentence);
    expect(clean('no "Ada 李雷" here', { company: "Ada 李雷" })).toBe('no "‹company›" here');
  });

  it("leaves a single letter and a word or two alone that a long text happens to have as well", () => {
    expect(clean("A lead has no email", { first_name: "A" })).toBe("A lead has no email");
    expect(clean("the lead has no email", { body: "Dear Ada, the leaders met." })).toBe("the lead has no email");
  });

  it("the name of a custom field brings nothing back", () => {
    expect(clean("Ada is not allowed", { custom_fields: { "$&": "Ada" } })).not.toContain("Ada");
    expect(clean("Ada is not allowed", { custom_fields: { "$`": "Ada" } })).not.toContain("Ada");
  });

  it("takes requests of every kind", () => {
    for (const request of [
      undefined,
      null,
      "Ada",
      7,
      true,
      [],
      [null, "Ada"],
      { first_name: null },
      { first_name: 7 },
    ]) {
      expect(clean("all is well", request)).toBe("all is well");
    }
  });

  it("finds the last person of a full request as well", () => {
    const leads = Array.from({ length: 1_000 }, (_, row) => ({
      email: `person${row}@example.test`,
      linkedin_url: `https://www.linkedin.com/in/person-${row}`,
      first_name: `First${row}x`,
      last_name: `Last${row}x`,
      company: `Company${row}x`,
      custom_fields: Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`field${n}`, `Value${row}of${n}x`])),
    }));
    expect(clean("the lead First999x Last999x has no city", { prospects: leads })).toBe(
      "the lead ‹first_name› ‹last_name› has no city",
    );
  });

  it("any name in any sentence is gone", () => {
    const name = fc.stringMatching(/^[\p{Lu}][\p{Ll}'.-]{1,12}[\p{Ll}]$/u);
    fc.assert(
      fc.property(
        name,
        fc.array(fc.constantFrom<string>("the", "lead", "has", "no", "7", "(", ")", "—")),
        (first_name, words) => {
          fc.pre(!words.includes(first_name.toLowerCase()) && !"‹first_name›".includes(first_name));
          const text = [...words, first_name, ...words].join(" ");
          expect(clean(text, { first_name })).not.toContain(first_name);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("P82 a service that quotes what it refuses", () => {
  const refusedWith = (sentence: string) => testClient([refused(400, sentence)]);

  it("names nobody in the error", async () => {
    const { engine } = refusedWith('"Ada" <ada@example.com> has no phone +44 20 7946 0958');
    const lead = { first_name: "Ada", email: "ada@example.com", phone: "+44 20 7946 0958" };
    const error = await caughtAs(
      BadRequestError,
      engine.call("setThing", { path: { id: "t1" }, body: { leads: [lead] } }),
    );
    for (const part of ["Ada", "ada@example.com", "7946"]) {
      expect(error.message).not.toContain(part);
      expect(error.said).not.toContain(part);
      expect(JSON.stringify(error)).not.toContain(part);
    }
  });

  it("names nobody who stood in the query", async () => {
    const { engine } = refusedWith('nothing found for "Ada Lovelace"');
    const error = await caughtAs(BadRequestError, engine.call("listThings", { query: { q: "Ada Lovelace" } }));
    expect(error.message).not.toContain("Lovelace");
    expect(error.said).not.toContain("Lovelace");
  });

  it("quotes nothing of a long message's text", async () => {
    const body = `Hi Ada, ${"I saw what your team did last week, and I wonder. ".repeat(30)}`.trim();
    const { engine } = refusedWith(`The body is too long: ${body}`);
    const error = await caughtAs(BadRequestError, engine.call("setThing", { path: { id: "t1" }, body: { body } }));
    expect(error.message).not.toContain("I saw what your team");
    expect(error.said).not.toContain("I saw what your team");
  });

  it("keeps what came on the error, where printing does not show it", async () => {
    const { engine } = refusedWith('"Ada" has no phone');
    const body = { first_name: "Ada" };
    const error = await caughtAs(BadRequestError, engine.call("setThing", { path: { id: "t1" }, body }));
    expect(error.body).toMatchObject({ error: { message: '"Ada" has no phone' } });
    expect(error.requestBody).toEqual(body);
    expect(Object.keys(error)).not.toContain("body");
    expect(Object.keys(error)).not.toContain("requestBody");
    expect(`${String(error)}${JSON.stringify(error)}`).not.toContain("Ada");
  });
});
