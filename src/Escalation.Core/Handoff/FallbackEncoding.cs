namespace Escalation.Handoff;

/// <summary>What a channel makes of a message's characters.</summary>
public enum FallbackEncoding
{
    /// <summary>Shows them as they are.</summary>
    Text = 0,

    /// <summary>Reads them as HTML or XML, SSML for example: inserted values are encoded, and so are texts that were not written for the channel.</summary>
    Markup,
}
