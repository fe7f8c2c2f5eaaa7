namespace Escalation.Redaction;

/// <summary>What counts as personal data.</summary>
public sealed class PersonalDataOptions
{
    /// <summary>The least confidence unless the options say otherwise.</summary>
    public const double DefaultMinimumConfidence = 0.5;

    /// <summary>The classes to look for; at least one. All that the library recognises unless changed.</summary>
    public ISet<DataClass> Classes { get; } = new HashSet<DataClass>
    {
        DataClass.EmailAddress, DataClass.PaymentCard, DataClass.Iban, DataClass.PhoneNumber, DataClass.IpAddress, DataClass.NationalId,
    };

    /// <summary>The least confidence that counts, in [0, 1]. Numbers without a check digit or a telling layout reach 0.5 only beside a word that names them.</summary>
    public double MinimumConfidence { get; set; } = DefaultMinimumConfidence;
}
