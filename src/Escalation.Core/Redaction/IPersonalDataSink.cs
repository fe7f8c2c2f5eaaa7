namespace Escalation.Redaction;

/// <summary>Receives the personal data found, in order and without overlap.</summary>
internal interface IPersonalDataSink
{
    /// <summary>Takes one span; false stops the scan.</summary>
    bool Take(in PersonalDataSpan span);
}
