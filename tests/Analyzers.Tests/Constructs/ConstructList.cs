namespace MmAnalyzers.Tests.Constructs;

/// <summary>All constructs, by theme.</summary>
internal static class ConstructList
{
    public static IReadOnlyList<Construct> All { get; } =
        [.. LockPlaces.All, .. MemberCalls.All, .. HiddenCalls.All, .. DelegateCalls.All, .. CallbackApis.All, .. Wrappers.All, .. AsyncCalls.All];
}
