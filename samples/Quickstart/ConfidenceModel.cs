using Escalation.Learning;

namespace Quickstart;

/// <summary>Estimates p, the probability that the weak model is right, from what its output shows and from the domain.</summary>
/// <remarks>The domain matters: it tells where confidence is earned. A domain that was not seen while fitting counts as none.</remarks>
internal sealed class ConfidenceModel
{
    private readonly string[] _domains;

    private ConfidenceModel(string[] domains, LogisticFit fit)
    {
        _domains = domains;
        Fitted = fit;
    }

    /// <summary>The fit, with the report of its convergence.</summary>
    public LogisticFit Fitted { get; }

    /// <summary>How many numbers the model reads: the features and one column a domain.</summary>
    public int Columns => AnswerFeatures.Count + _domains.Length;

    /// <summary>Fits the model.</summary>
    /// <param name="items">Labelled items that are used for nothing else.</param>
    /// <exception cref="InvalidDataException">Thrown when the items are all right or all wrong.</exception>
    public static ConfidenceModel Fit(IReadOnlyList<CascadeItem> items)
    {
        bool[] labels = [.. items.Select(item => item.WeakIsRight)];
        if (labels.Distinct().Count() < 2)
        {
            throw new InvalidDataException($"The {items.Count} items to fit on must hold right and wrong answers, but hold only one kind.");
        }

        string[] domains = [.. items.Select(item => item.Domain).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        double[] features = [.. items.SelectMany(item => Encode(item, domains))];
        return new ConfidenceModel(domains, LogisticRegression.Fit(features, items.Count, AnswerFeatures.Count + domains.Length, labels));
    }

    /// <summary>The probability that the weak model is right on an item.</summary>
    /// <param name="item">The item; its labels are not read.</param>
    public double Probability(CascadeItem item) => Fitted.Model.Probability(Encode(item, _domains));

    private static double[] Encode(CascadeItem item, string[] domains)
    {
        var row = new double[AnswerFeatures.Count + domains.Length];
        for (int i = 0; i < AnswerFeatures.Count; i++)
        {
            row[i] = item.Features.Values[i];
        }

        int domain = Array.IndexOf(domains, item.Domain);
        if (domain >= 0)
        {
            row[AnswerFeatures.Count + domain] = 1.0;
        }

        return row;
    }
}
