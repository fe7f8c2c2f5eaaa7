using Escalation.Redaction;

namespace Escalation.Handoff;

/// <summary>What of a turn reaches the people of a queue: each field of a package has a class, each class a method, and what has no rule is erased.</summary>
/// <remarks>
/// <para>The defaults serve people who help the user: they see the conversation, who asked and how to answer. Payment cards and bank accounts keep their last four
/// characters; national ids, credentials and everything of an unknown class are erased, attributes that nobody classified among them.
/// <see cref="PackageRedactionBuilder.ErasePersonalData"/> is stricter.</para>
/// <para>Kept texts are searched for personal data and credentials, which then have the method of their own class; ids, contacts and locations are kept or redacted as a whole.
/// Names and postal addresses inside texts are not recognised. This is about packages alone: audit records, log messages, metrics and the messages of exceptions hold no content whatever stands here.</para>
/// <para>Immutable, safe for concurrent use. Linear in the text.</para>
/// </remarks>
public sealed class PackageRedaction
{
    private readonly Redactor _redactor;
    private readonly PersonalDataScanner _scanner;
    private readonly Dictionary<string, DataClass> _attributes;
    private readonly DataClass _otherAttributes;

    internal PackageRedaction(Redactor redactor, PersonalDataScanner scanner, Dictionary<string, DataClass> attributes, DataClass otherAttributes)
    {
        _redactor = redactor;
        _scanner = scanner;
        _attributes = attributes;
        _otherAttributes = otherAttributes;
    }

    /// <summary>The defaults.</summary>
    public static PackageRedaction Default { get; } = Build(static _ => { });

    /// <summary>The name of the key of hashed values, or null when nothing is hashed.</summary>
    public string? KeyId => _redactor.KeyId;

    /// <summary>Builds rules from the defaults.</summary>
    /// <param name="configure">Changes them.</param>
    /// <exception cref="ArgumentException">Thrown when a class is hashed and there is no key.</exception>
    public static PackageRedaction Build(Action<PackageRedactionBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new PackageRedactionBuilder();
        configure(builder);
        return builder.Build();
    }

    /// <summary>The method for a class; <see cref="RedactionMethod.Erase"/> when there is no rule.</summary>
    /// <param name="data">The class.</param>
    public RedactionMethod MethodFor(DataClass data) => _redactor.MethodFor(data);

    /// <summary>The class of an attribute; the unknown class when nobody named it.</summary>
    /// <param name="name">The attribute's name, compared ordinally.</param>
    public DataClass ClassOfAttribute(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _attributes.GetValueOrDefault(name, _otherAttributes);
    }

    /// <summary>Whether the texts of a class are searched when they are kept.</summary>
    internal static bool IsSearched(DataClass data) => data != DataClass.Identifier && data != DataClass.Contact && data != DataClass.Location;

    /// <summary>Everything in a text that has a class of its own, in order and without overlap.</summary>
    internal List<PersonalDataSpan> Find(string text)
    {
        List<PersonalDataSpan> credentials = CredentialScanner.Find(text);
        IReadOnlyList<PersonalDataSpan> personal = _scanner.Find(text);
        if (credentials.Count == 0)
        {
            return [.. personal];
        }

        // A credential hides whatever it is mixed with, such as a number in a token.
        List<PersonalDataSpan> all = [.. credentials, .. personal.Where(span => !credentials.Exists(credential => credential.Start < span.End && span.Start < credential.End))];
        all.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return all;
    }

    internal string Apply(DataClass data, string value, out RedactionMethod applied) => _redactor.RedactValue(data, value, out applied);
}
