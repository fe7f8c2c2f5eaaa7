namespace Escalation.Redaction;

/// <summary>What is left of personal data.</summary>
public enum RedactionMethod
{
    /// <summary>Nothing but the class, for example <c>[payment-card]</c>. The default, and what unknown classes get.</summary>
    Erase = 0,

    /// <summary>What people need to recognise their own: the last four digits of a number, the first letter and the domain of an e-mail address. Other classes are erased.</summary>
    Mask,

    /// <summary>The class and a keyed hash, for example <c>[email-address:k1:3f2a...]</c>: equal values stay equal under one key, and nobody without the key can test a guess.</summary>
    Hash,

    /// <summary>Everything: the text stays as it is.</summary>
    Keep,
}
