using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Evaluate;

/// <summary>Reads the certificate that a page shows beside the answers.</summary>
internal static class ShownCertificate
{
    /// <exception cref="ToolException">Thrown when the file holds no certificate, several, one that does not agree with itself, or one for another score or for low confidences.</exception>
    internal static Certificate Read(string path, string confidence, ToolConsole console)
    {
        string name = InputSource.NameOf(path);
        IReadOnlyList<string> documents = CertificateSet.Split(InputSource.ReadAllText(path, console));
        if (documents.Count > 1)
        {
            throw new ToolException($"{name}: it holds {Report.Count(documents.Count)} certificates, of which a page can show one");
        }

        Certificate certificate;
        try
        {
            certificate = Certificate.Parse(documents[0]);
        }
        catch (CertificateFormatException exception)
        {
            throw new ToolException($"{name}: {ErrorText.MessageOf(exception).TrimEnd('.')}", exception);
        }

        if (CertificateVerifier.Verify(certificate, console.Clock.GetUtcNow()) is { Agrees: false } verification)
        {
            throw new ToolException($"{name}: the certificate does not hold: {string.Join(", ", verification.Differences.Select(static difference => difference.Field))}; see verify");
        }

        if (!string.Equals(certificate.ScoreId, confidence, StringComparison.Ordinal))
        {
            throw new ToolException($"{name}: the certificate is for the score {ErrorText.Quote(certificate.ScoreId)}, not for {ErrorText.Quote(confidence)}");
        }

        return certificate.Direction != ScoreDirection.HigherDelegates
            ? certificate
            : throw new ToolException($"{name}: the certificate delegates high scores, where a confidence acts on them");
    }
}
