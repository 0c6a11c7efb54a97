CleanPage.main()
