namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>A semaphore does not know its owner: a helper that takes it again waits for its caller.</summary>
internal static class SemaphoreReentry
{
    public static Seed Seed { get; } = new(
        "semaphore re-entered through a helper",
        "Update holds the only permit and calls Reset for a bad value, which waits for the same permit.",
        ["MM1003"],
        """
        namespace Settings;

        public sealed class SettingsFile
        {
            private readonly SemaphoreSlim _access = new(1, 1);
            private readonly Dictionary<string, string> _values = [];

            public void Update(string key, string value)
            {
                _access.Wait();
                try
                {
                    if (value.Length == 0)
                    {
                        Reset(key);
                        return;
                    }

                    _values[key] = value;
                }
                finally
                {
                    _access.Release();
                }
            }

            public void Reset(string key)
            {
                _access.Wait();
                try
                {
                    _values.Remove(key);
                }
                finally
                {
                    _access.Release();
                }
            }
        }
        """,
        new Edit(
            """
                            Reset(key);
            """,
            """
                            _values.Remove(key);
            """));
}
