using System.Text.Json;
using Escalation.Redaction;

namespace Escalation.Experiments.Sensitivity;

/// <summary>Recall of labelled spans found whole, and how many finds have no label, by class.</summary>
internal static class PersonalDataFigures
{
    private static readonly (string Label, DataClass Class, double Least)[] Labels =
    [
        ("EMAIL_ADDRESS", DataClass.EmailAddress, 1),
        ("CREDIT_CARD", DataClass.PaymentCard, 1),
        ("IBAN_CODE", DataClass.Iban, 1),
        ("US_SSN", DataClass.NationalId, 1),
        ("IP_ADDRESS", DataClass.IpAddress, 0.929),
        ("PHONE_NUMBER", DataClass.PhoneNumber, 0.6),
    ];

    public static IEnumerable<SensitivityRow> Measure(string path)
    {
        var scanner = new PersonalDataScanner();
        int[] found = new int[Labels.Length];
        int[] total = new int[Labels.Length];
        int[] reported = new int[Labels.Length];
        int[] right = new int[Labels.Length];
        foreach (string line in File.ReadLines(path))
        {
            (string text, (string Label, int Start, int End)[] truth) = Parse(path, line);
            IReadOnlyList<PersonalDataSpan> spans = scanner.Find(text);
            for (int i = 0; i < Labels.Length; i++)
            {
                (string label, DataClass data, _) = Labels[i];
                (int Start, int End)[] wanted = [.. truth.Where(span => span.Label == label).Select(span => (span.Start, span.End))];
                PersonalDataSpan[] given = [.. spans.Where(span => span.Class == data)];
                total[i] += wanted.Length;
                found[i] += wanted.Count(span => given.Any(hit => hit.Start <= span.Start && hit.End >= span.End));
                reported[i] += given.Length;
                right[i] += given.Count(hit => wanted.Any(span => hit.Start < span.End && span.Start < hit.End));
            }
        }

        for (int i = 0; i < Labels.Length; i++)
        {
            yield return SensitivityRow.Share("presidio_synth", $"{Labels[i].Label}: recall", found[i], total[i], least: Labels[i].Least);
            yield return SensitivityRow.Share("presidio_synth", $"{Labels[i].Label}: precision", right[i], reported[i]);
        }
    }

    private static (string Text, (string Label, int Start, int End)[] Spans) Parse(string path, string line)
    {
        try
        {
            using JsonDocument item = JsonDocument.Parse(line);
            return (
                item.RootElement.GetProperty("text").GetString() ?? "",
                [.. item.RootElement.GetProperty("spans").EnumerateArray().Select(span => (span[0].GetString() ?? "", span[1].GetInt32(), span[2].GetInt32()))]);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new ExperimentException($"{path}: a line is not as expected: {fault.Message}", fault);
        }
    }
}
