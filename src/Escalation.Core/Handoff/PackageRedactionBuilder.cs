using Escalation.Redaction;

namespace Escalation.Handoff;

/// <summary>Collects the rules of a <see cref="PackageRedaction"/>, beginning with the defaults. Not safe for concurrent use.</summary>
public sealed class PackageRedactionBuilder
{
    private static readonly DataClass[] Kept =
    [
        DataClass.Content, DataClass.PersonName, DataClass.Contact, DataClass.Identifier, DataClass.Location, DataClass.Operational,
        DataClass.EmailAddress, DataClass.PhoneNumber, DataClass.IpAddress,
    ];

    private static readonly DataClass[] Personal =
    [
        DataClass.PersonName, DataClass.Contact, DataClass.EmailAddress, DataClass.PhoneNumber, DataClass.IpAddress,
        DataClass.PaymentCard, DataClass.Iban, DataClass.NationalId, DataClass.Credential,
    ];

    private readonly RedactionRules _rules = new();
    private readonly Dictionary<string, DataClass> _attributes = new(StringComparer.Ordinal);
    private DataClass _otherAttributes;
    private PersonalDataScanner? _scanner;

    internal PackageRedactionBuilder()
    {
        foreach (DataClass data in Kept)
        {
            _rules.For(data, RedactionMethod.Keep);
        }

        _rules.For(DataClass.PaymentCard, RedactionMethod.Mask).For(DataClass.Iban, RedactionMethod.Mask);
    }

    /// <summary>Sets the method for a class, of the library's or of your own.</summary>
    /// <param name="data">The class.</param>
    /// <param name="method">What is left of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="method"/> is not defined.</exception>
    public PackageRedactionBuilder For(DataClass data, RedactionMethod method)
    {
        _rules.For(data, method);
        return this;
    }

    /// <summary>Erases names, contacts, credentials and all personal data that texts are searched for. The conversation itself stays.</summary>
    public PackageRedactionBuilder ErasePersonalData()
    {
        foreach (DataClass data in Personal)
        {
            _rules.For(data, RedactionMethod.Erase);
        }

        return this;
    }

    /// <summary>Sets the key of hashed values; needed when a class is hashed.</summary>
    /// <param name="key">The key.</param>
    public PackageRedactionBuilder Key(RedactionKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _rules.Key = key;
        return this;
    }

    /// <summary>Names the class of an attribute, so that it can reach a person.</summary>
    /// <param name="name">The attribute's name, compared ordinally.</param>
    /// <param name="data">Its class.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    public PackageRedactionBuilder Attribute(string name, DataClass data)
    {
        _attributes[Guard.NotBlank(name)] = data;
        return this;
    }

    /// <summary>Names the class of every attribute that has none of its own.</summary>
    /// <param name="data">The class.</param>
    public PackageRedactionBuilder OtherAttributes(DataClass data)
    {
        _otherAttributes = data;
        return this;
    }

    /// <summary>Sets what finds personal data in texts.</summary>
    /// <param name="scanner">The scanner.</param>
    public PackageRedactionBuilder Scanner(PersonalDataScanner scanner)
    {
        ArgumentNullException.ThrowIfNull(scanner);
        _scanner = scanner;
        return this;
    }

    internal PackageRedaction Build()
    {
        PersonalDataScanner scanner = _scanner ?? new PersonalDataScanner();
        return new PackageRedaction(new Redactor(_rules, scanner), scanner, new Dictionary<string, DataClass>(_attributes, StringComparer.Ordinal), _otherAttributes);
    }
}
