// module PageCleaning
