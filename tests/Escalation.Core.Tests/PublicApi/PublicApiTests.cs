using Escalation.Core.Tests.Architecture;

namespace Escalation.Core.Tests.PublicApi;

/// <summary>The public surface is a reviewed text file. A change writes <c>PublicApi.received.txt</c> beside it; copy it over once reviewed.</summary>
public class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_approved_one()
    {
        string folder = Path.Combine(RepositoryFiles.Root, "tests", "Escalation.Core.Tests", "PublicApi");
        string approvedFile = Path.Combine(folder, "PublicApi.approved.txt");
        string received = PublicApiDump.Of(SourceRooms.Library);
        string approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile).ReplaceLineEndings("\n") : "";
        string receivedFile = Path.Combine(folder, "PublicApi.received.txt");
        if (received == approved)
        {
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllText(receivedFile, received);
        string[] gone = [.. approved.Split('\n').Except(received.Split('\n'), StringComparer.Ordinal).Take(20)];
        string[] added = [.. received.Split('\n').Except(approved.Split('\n'), StringComparer.Ordinal).Take(20)];
        Assert.Fail($"The public API changed.\nGone:\n{string.Join('\n', gone)}\nNew:\n{string.Join('\n', added)}");
    }
}
