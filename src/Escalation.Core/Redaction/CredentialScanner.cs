using System.Buffers;

namespace Escalation.Redaction;

/// <summary>Finds secrets in texts: private keys, tokens of well-known shapes, and values that a name such as <c>password</c> or <c>api_key</c> announces.</summary>
/// <remarks>
/// A secret that nothing announces and that has no known shape, <c>my password is hunter2</c> for example, is not found. Ordinal and the same under every culture;
/// linear in the text. Pure.
/// </remarks>
internal static class CredentialScanner
{
    internal const string Kind = "credential";

    private const int LeastUnquoted = 6;
    private const int LeastToken = 16;
    private const string KeyBegin = "-----BEGIN ";
    private const string KeyEnd = "-----END ";
    private const string KeyName = "PRIVATE KEY-----";
    private const int LongestKeyName = 64;
    private const int MostBackslashes = 16;
    private const int LongestName = 64;
    private const int LongestHead = 2048;
    private const string Bearer = "bearer";
    private const string WebToken = "eyJ";

    private static readonly string[] Names = ["password", "passwd", "passphrase", "pwd", "secret", "api_key", "apikey", "api-key", "access_key", "accesskey", "token", "authorization", "credential"];
    private static readonly string[] Shapes = ["AKIA", "ASIA", "ghp_", "gho_", "ghs_", "ghu_", "github_pat_", "glpat-", "sk-", "sk_live_", "rk_live_", "xoxb-", "xoxp-", "xoxa-", WebToken, "AIza"];
    private static readonly SearchValues<string> Anchors = SearchValues.Create([.. Names, .. Shapes, KeyBegin, Bearer], StringComparison.OrdinalIgnoreCase);

    /// <summary>The spans in order, without overlap.</summary>
    internal static List<PersonalDataSpan> Find(ReadOnlySpan<char> text)
    {
        var found = new List<PersonalDataSpan>();
        int at = 0;
        while (at < text.Length && text[at..].IndexOfAny(Anchors) is var offset && offset >= 0)
        {
            at += offset;
            if (Match(text, at, out int start, out int end))
            {
                found.Add(new PersonalDataSpan(DataClass.Credential, start, end - start, 1.0, Kind));
                at = end;
            }
            else
            {
                at++;
            }
        }

        return found;
    }

    private static bool Match(ReadOnlySpan<char> text, int at, out int start, out int end)
    {
        ReadOnlySpan<char> rest = text[at..];
        if (rest.StartsWith(KeyBegin, StringComparison.OrdinalIgnoreCase))
        {
            return PrivateKey(text, start = at, out end);
        }

        if (rest.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            start = SkipBlanks(text, at + Bearer.Length);
            end = EndOfToken(text, start);
            return start > at + Bearer.Length && end - start >= LeastToken;
        }

        foreach (string shape in Shapes)
        {
            // A token that has no dot soon is none, and is not read to its end over and over.
            if (rest.StartsWith(shape, StringComparison.Ordinal)
                && (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]))
                && (shape != WebToken || rest[..Math.Min(rest.Length, LongestHead)].Contains('.')))
            {
                (start, end) = (at, EndOfToken(text, at));
                return end - start >= LeastToken && (shape != WebToken || text[start..Math.Min(end, start + LongestHead)].Contains('.'));
            }
        }

        foreach (string name in Names)
        {
            if (rest.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return Announced(text, at + name.Length, out start, out end);
            }
        }

        (start, end) = (at, at);
        return false;
    }

    /// <summary>From its first line to its last, or to the end of a text that was cut.</summary>
    private static bool PrivateKey(ReadOnlySpan<char> text, int start, out int end)
    {
        end = start;
        ReadOnlySpan<char> head = text.Slice(start, Math.Min(text.Length - start, LongestKeyName));
        int name = head.IndexOf(KeyName, StringComparison.OrdinalIgnoreCase);
        if (name < 0)
        {
            return false;
        }

        int body = start + name + KeyName.Length;
        int foot = text[body..].IndexOf(KeyEnd, StringComparison.OrdinalIgnoreCase);
        if (foot < 0)
        {
            end = text.Length;
            return true;
        }

        int last = text[(body + foot)..].IndexOf(KeyName, StringComparison.OrdinalIgnoreCase);
        end = last < 0 ? text.Length : body + foot + last + KeyName.Length;
        return true;
    }

    /// <summary>A value behind a name: <c>name=value</c>, <c>name: value</c> or the members of JSON, also of JSON inside a JSON string.</summary>
    private static bool Announced(ReadOnlySpan<char> text, int at, out int start, out int end)
    {
        int last = Math.Min(text.Length, at + LongestName);
        while (at < last && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-'))
        {
            // The rest of a longer name, such as password_hash.
            at++;
        }

        at = SkipQuotes(text, at);
        at = SkipBlanks(text, at);
        (start, end) = (at, at);
        if (at >= text.Length || text[at] is not (':' or '='))
        {
            return false;
        }

        int value = SkipBlanks(text, at + 1);
        start = SkipQuotes(text, value);
        bool isQuoted = start > value;
        end = isQuoted ? EndOfQuoted(text, start) : EndOfPlain(text, start);
        if (!isQuoted && (text[start..end].Equals(Bearer, StringComparison.OrdinalIgnoreCase) || text[start..end].Equals("basic", StringComparison.OrdinalIgnoreCase)))
        {
            start = SkipBlanks(text, end);
            end = EndOfPlain(text, start);
        }

        return end - start >= (isQuoted ? 1 : LeastUnquoted);
    }

    private static int SkipBlanks(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }

    private static int SkipQuotes(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is '\\')
        {
            at++;
        }

        return at < text.Length && text[at] is '"' or '\'' ? at + 1 : at;
    }

    /// <summary>Up to the closing quote: one with no more backslashes before it than the opening one has.</summary>
    private static int EndOfQuoted(ReadOnlySpan<char> text, int at)
    {
        char quote = text[at - 1];
        int opening = Backslashes(text, at - 1);
        while (at < text.Length && !(text[at] == quote && Backslashes(text, at) <= opening))
        {
            at++;
        }

        return at;
    }

    private static int Backslashes(ReadOnlySpan<char> text, int at)
    {
        int count = 0;
        while (count < MostBackslashes && at - count > 0 && text[at - count - 1] == '\\')
        {
            count++;
        }

        return count;
    }

    private static int EndOfPlain(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not (',' or ';' or '&' or '"' or '\'' or '}' or ')' or '<'))
        {
            at++;
        }

        return at;
    }

    private static int EndOfToken(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && IsOfToken(text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsOfToken(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '+' or '/' or '=';
}
