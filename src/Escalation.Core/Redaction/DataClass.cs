namespace Escalation.Redaction;

/// <summary>A class of data, by which it is redacted: what recognisers find in texts, and what the fields of a record hold. String-backed, so that recognisers and rules of your own bring their own classes.</summary>
/// <remarks>Compared ordinally. Immutable and safe to share between threads. The default value reads <c>unknown</c>, and unknown classes are erased.</remarks>
public readonly struct DataClass : IEquatable<DataClass>
{
    private readonly string? _code;

    /// <summary>Creates a class.</summary>
    /// <param name="code">Lower-case words joined by hyphens, for example <c>payment-card</c>; it stands in redacted texts and logs.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="code"/> is null, empty or white space.</exception>
    public DataClass(string code) => _code = Guard.NotBlank(code);

    /// <summary>The code, for example <c>payment-card</c>.</summary>
    public string Code => _code ?? "unknown";

    /// <summary>An e-mail address.</summary>
    public static DataClass EmailAddress { get; } = new("email-address");

    /// <summary>A payment card number: 12 to 19 digits whose Luhn check digit is right.</summary>
    public static DataClass PaymentCard { get; } = new("payment-card");

    /// <summary>An international bank account number whose remainder by 97 is right.</summary>
    public static DataClass Iban { get; } = new("iban");

    /// <summary>A telephone number.</summary>
    public static DataClass PhoneNumber { get; } = new("phone-number");

    /// <summary>An IPv4 or IPv6 address.</summary>
    public static DataClass IpAddress { get; } = new("ip-address");

    /// <summary>A number by which a state knows a person: social security, tax, health or identity card number.</summary>
    public static DataClass NationalId { get; } = new("national-id");

    /// <summary>A secret: a password, an access token, a private key.</summary>
    public static DataClass Credential { get; } = new("credential");

    /// <summary>A person's name, in a field of its own.</summary>
    public static DataClass PersonName { get; } = new("person-name");

    /// <summary>An address to answer to, in a field of its own.</summary>
    public static DataClass Contact { get; } = new("contact");

    /// <summary>Free text of the user, the agent or a tool.</summary>
    public static DataClass Content { get; } = new("content");

    /// <summary>An id by which systems know something.</summary>
    public static DataClass Identifier { get; } = new("identifier");

    /// <summary>The address of a file or a page.</summary>
    public static DataClass Location { get; } = new("location");

    /// <summary>What runs the service and says little of a person: a tool's name, a language, a service tier.</summary>
    public static DataClass Operational { get; } = new("operational");

    /// <inheritdoc/>
    public bool Equals(DataClass other) => string.Equals(Code, other.Code, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DataClass other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Code);

    /// <inheritdoc/>
    public override string ToString() => Code;

    /// <summary>Ordinal equality of the codes.</summary>
    public static bool operator ==(DataClass left, DataClass right) => left.Equals(right);

    /// <summary>Ordinal inequality of the codes.</summary>
    public static bool operator !=(DataClass left, DataClass right) => !left.Equals(right);
}
