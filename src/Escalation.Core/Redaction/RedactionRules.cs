namespace Escalation.Redaction;

/// <summary>How each class of personal data is redacted. Classes without a rule are erased.</summary>
/// <remarks>Immutable once a redactor has copied it; not safe for concurrent change.</remarks>
public sealed class RedactionRules
{
    private readonly Dictionary<DataClass, RedactionMethod> _methods = [];

    /// <summary>The key for <see cref="RedactionMethod.Hash"/>; needed when a rule uses it.</summary>
    public RedactionKey? Key { get; set; }

    /// <summary>Sets the method for a class.</summary>
    /// <param name="data">The class.</param>
    /// <param name="method">What is left of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="method"/> is not defined.</exception>
    public RedactionRules For(DataClass data, RedactionMethod method)
    {
        _methods[data] = Enum.IsDefined(method) ? method : throw new ArgumentOutOfRangeException(nameof(method), method, $"method must be one of the named ones, but was {method}.");
        return this;
    }

    /// <summary>The method for a class; <see cref="RedactionMethod.Erase"/> when there is no rule.</summary>
    public RedactionMethod MethodFor(DataClass data) => _methods.GetValueOrDefault(data, RedactionMethod.Erase);

    internal bool NeedsKey => _methods.ContainsValue(RedactionMethod.Hash);

    internal RedactionRules Copy()
    {
        var copy = new RedactionRules { Key = Key };
        foreach ((DataClass data, RedactionMethod method) in _methods)
        {
            copy._methods.Add(data, method);
        }

        return copy;
    }
}
