using System.Globalization;

namespace Escalation.Calibration;

/// <summary>Collects the fields of a certificate that differ from what was recomputed, each once.</summary>
internal sealed class CertificateComparer
{
    /// <summary>Exact tails have the same bits on every machine; the slack is for a later release that rounds a quotient or a bound by another route. An edit within it is still caught by the id.</summary>
    private const double RelativeTolerance = 1e-12;

    private readonly List<CertificateDifference> _differences = [];
    private readonly List<string> _notRecomputed = [];

    internal void Add(string field, string stated, string recomputed)
    {
        if (!_differences.Exists(difference => string.Equals(difference.Field, field, StringComparison.Ordinal)))
        {
            _differences.Add(new CertificateDifference(field, stated, recomputed));
        }
    }

    internal void NotRecomputed(string sentence) => _notRecomputed.Add(sentence);

    internal void Text(string field, string stated, string recomputed)
    {
        if (!string.Equals(stated, recomputed, StringComparison.Ordinal))
        {
            Add(field, stated, recomputed);
        }
    }

    /// <summary>Sentences in their order; the first that differs is reported.</summary>
    internal void Sentences(string field, IReadOnlyList<string> stated, IReadOnlyList<string> recomputed)
    {
        for (int i = 0; i < Math.Max(stated.Count, recomputed.Count); i++)
        {
            string one = i < stated.Count ? stated[i] : "nothing more";
            string other = i < recomputed.Count ? recomputed[i] : "nothing more";
            if (!string.Equals(one, other, StringComparison.Ordinal))
            {
                Add(field, one, other);
                return;
            }
        }
    }

    internal void Count(string field, long stated, long recomputed)
    {
        if (stated != recomputed)
        {
            Add(field, stated.ToString(CultureInfo.InvariantCulture), recomputed.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal void Number(string field, double stated, double recomputed)
    {
        if (!(Math.Abs(stated - recomputed) <= RelativeTolerance * Math.Abs(stated)))
        {
            Add(field, CanonicalNumber.Format(stated), CanonicalNumber.Format(recomputed));
        }
    }

    /// <summary>Numbers that may be absent, on both sides or on neither.</summary>
    internal void Number(string field, double? stated, double? recomputed)
    {
        if (stated is { } one && recomputed is { } other)
        {
            Number(field, one, other);
        }
        else if (stated is not null || recomputed is not null)
        {
            Add(field, Text(stated), Text(recomputed));
        }

        static string Text(double? value) => value is { } number ? CanonicalNumber.Format(number) : "null";
    }

    /// <summary>A number that is copied, never computed, so that it must agree to the bit.</summary>
    internal void Same(string field, double stated, double recomputed)
    {
        if (stated != recomputed)
        {
            Add(field, CanonicalNumber.Format(stated), CanonicalNumber.Format(recomputed));
        }
    }

    internal CertificateVerification ToVerification() => new(_differences.AsReadOnly(), _notRecomputed.AsReadOnly());
}
